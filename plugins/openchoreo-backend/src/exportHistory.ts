import { once } from 'node:events';
import {
  reads,
  type PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import { stringify } from 'csv-stringify/sync';
import type { Response } from 'express';

/** A history that is written page by page, so that it is never in memory as a whole. */
export interface HistoryExport {
  contentType: string;
  fileName: string;
  chunks: AsyncIterable<string>;
}

/** The columns of CSV. */
const columns: Readonly<
  Record<string, (promotion: PromotionRecord) => string | undefined>
> = {
  requestedAt: ({ startedAt }) => startedAt,
  completedAt: ({ completedAt }) => completedAt,
  organization: ({ component }) => component.organization,
  project: ({ component }) => component.project,
  component: ({ component }) => component.component,
  name: ({ name }) => name,
  type: ({ type }) => type,
  from: ({ from }) => from,
  to: ({ to }) => to,
  version: ({ release }) => release?.version,
  release: ({ release }) => release?.hash,
  artifact: ({ artifact }) => artifact,
  replaces: ({ replaces }) => replaces?.hash,
  phase: ({ phase }) => phase,
  requestedBy: ({ requestedBy }) => requestedBy,
  isRequesterVerified: ({ isRequesterVerified }) => `${isRequesterVerified}`,
  reason: ({ reason }) => reason,
  gates: ({ gates }) =>
    gates.map(({ name, state }) => `${name}: ${state}`).join('; '),
  decisions: ({ approvals }) =>
    approvals
      .map(
        ({ by, decision, at, comment }) =>
          `${decision} by ${by} at ${at}${comment ? ` (${comment})` : ''}`,
      )
      .join('; '),
  outcome: ({ transitions, message }) => message ?? transitions.at(-1)?.message,
};

/** Formats a history as JSON lines or CSV. */
export function exportHistory(
  format: 'csv' | 'jsonl',
  pages: AsyncIterable<readonly PromotionRecord[]>,
): HistoryExport {
  return {
    contentType: reads.listPromotions.formats?.[format] ?? 'text/plain',
    fileName: `promotions.${format}`,
    chunks: format === 'csv' ? csvChunks(pages) : jsonLines(pages),
  };
}

async function* jsonLines(pages: AsyncIterable<readonly PromotionRecord[]>) {
  for await (const page of pages) {
    yield page.map(promotion => `${JSON.stringify(promotion)}\n`).join('');
  }
}

async function* csvChunks(pages: AsyncIterable<readonly PromotionRecord[]>) {
  yield csv([Object.keys(columns)]);
  for await (const page of pages) {
    yield csv(
      page.map(promotion =>
        Object.values(columns).map(valueOf => valueOf(promotion) ?? ''),
      ),
    );
  }
}

/** Spreadsheets run a cell that begins like a formula, so those are escaped: people write reasons and comments. */
function csv(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], {
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

/**
 * Writes an export. The response starts with the first page, so that a failure before it is a plain error.
 *
 * @throws the error of a page
 */
export async function sendExport(
  { contentType, fileName, chunks }: HistoryExport,
  response: Response,
): Promise<void> {
  let isStarted = false;
  try {
    for await (const chunk of chunks) {
      if (response.destroyed) return;
      if (!isStarted) {
        // `attachment` guesses a type, too.
        response.status(200).attachment(fileName).type(contentType);
        isStarted = true;
      }
      if (chunk && !response.write(chunk)) {
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    }
    response.end();
  } catch (error) {
    // The client must not take a part for the whole.
    if (isStarted) response.destroy();
    throw error;
  }
}

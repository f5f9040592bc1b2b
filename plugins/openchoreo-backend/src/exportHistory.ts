import { pipeline } from 'node:stream/promises';
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
  let header: string[][] = [Object.keys(columns)];
  for await (const page of pages) {
    const rows = page.map(promotion =>
      Object.values(columns).map(valueOf => valueOf(promotion) ?? ''),
    );
    yield csv([...header, ...rows]);
    header = [];
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
 * Writes an export. The response starts with the first page, so that a failure before it is a plain error. A later failure breaks
 * the connection: a client must not take a part for the whole.
 *
 * @throws the error of a page
 */
export async function sendExport(
  { contentType, fileName, chunks }: HistoryExport,
  response: Response,
): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  // `attachment` guesses a type, too.
  response.status(200).attachment(fileName).type(contentType);
  const rest = { [Symbol.asyncIterator]: () => iterator };
  try {
    await pipeline(async function* all() {
      if (!first.done) yield first.value;
      yield* rest;
    }, response);
  } catch (error) {
    if (!isClosedByClient(error)) throw error;
  }
}

function isClosedByClient(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}

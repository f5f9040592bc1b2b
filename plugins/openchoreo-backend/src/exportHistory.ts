import {
  reads,
  type PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import { stringify } from 'csv-stringify/sync';
import type { FileExport } from './sendExport';

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
): FileExport {
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

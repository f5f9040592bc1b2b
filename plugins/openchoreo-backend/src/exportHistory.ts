import type {
  AuditEntry,
  PromotionRecord,
  ReadDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { stringify } from 'csv-stringify/sync';
import type { FileExport } from './sendExport';

/** Entries of an export that are read at once. */
export const exportPageSize = 200;

/** The columns of CSV, by their names. */
type Columns<T> = Readonly<Record<string, (entry: T) => string | undefined>>;

/** The columns of promotions. */
export const promotionColumns: Columns<PromotionRecord> = {
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

/** The columns of audit entries. */
export const auditColumns: Columns<AuditEntry> = {
  startedAt: entry => entry.startedAt,
  completedAt: entry => entry.completedAt,
  organization: entry => entry.organization,
  project: entry => entry.project,
  component: entry => entry.component,
  environment: entry => entry.environment,
  operation: entry => entry.operation,
  requestedBy: entry => entry.requestedBy,
  door: entry => entry.door,
  result: entry => entry.result,
  message: entry => entry.message,
  details: entry =>
    Object.entries(entry.details)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
};

/** Formats a history as JSON lines or CSV. */
export function exportHistory<T>(
  format: 'csv' | 'jsonl',
  {
    name,
    columns,
    formats,
    pages,
  }: Pick<ReadDeclaration, 'formats'> & {
    /** Of the file, without its extension. */
    name: string;
    columns: Columns<T>;
    pages: AsyncIterable<readonly T[]>;
  },
): FileExport {
  return {
    contentType: formats?.[format] ?? 'text/plain',
    fileName: `${name}.${format}`,
    chunks: format === 'csv' ? csvChunks(columns, pages) : jsonLines(pages),
  };
}

async function* jsonLines(pages: AsyncIterable<readonly unknown[]>) {
  for await (const page of pages) {
    yield page.map(entry => `${JSON.stringify(entry)}\n`).join('');
  }
}

async function* csvChunks<T>(
  columns: Columns<T>,
  pages: AsyncIterable<readonly T[]>,
) {
  let header: string[][] = [Object.keys(columns)];
  for await (const page of pages) {
    const rows = page.map(entry =>
      Object.values(columns).map(valueOf => valueOf(entry) ?? ''),
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

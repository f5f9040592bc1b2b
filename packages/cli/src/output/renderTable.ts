import Table from 'cli-table3';
import type { Terminal } from '../Terminal';
import { plainText } from './plainText';
import { style, styleState } from './style';

/** A row: texts by the names of columns. */
export type Row = Readonly<Record<string, string | undefined>>;

const gap = 2;
const narrowest = 10;
const noLines = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right'],
    ...['bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map(name => [name, '']),
);

/** Rows below the names of their columns. On a terminal, the widest columns are cut until the table fits. */
export function renderTable(
  rows: readonly Row[],
  stream: Terminal['stdout'],
): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))].filter(
    column => rows.some(row => row[column]),
  );
  const head = columns.map(headingOf);
  const cells = rows.map(row => columns.map(column => oneLine(row[column])));
  const widths = head.map(
    (heading, index) =>
      Math.max(heading.length, ...cells.map(row => row[index].length)) + gap,
  );
  const table = new Table({
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': gap, head: [], border: [] },
    colWidths: fit(widths, stream),
  });
  table.push(
    head.map(heading => style('bold', heading, stream)),
    ...cells.map(row => row.map(cell => styleState(cell, stream))),
  );
  return table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n');
}

/** `DEPLOYED AT` of `deployedAt`. */
function headingOf(column: string): string {
  return column.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase();
}

/** Control characters of a message must not move the cursor. */
function oneLine(text = ''): string {
  return plainText(text.replace(/\s+/g, ' ')).trim();
}

function fit(widths: readonly number[], stream: Terminal['stdout']): number[] {
  const fitted = [...widths];
  const available = stream.isTTY ? stream.columns : undefined;
  if (!available) return fitted;
  const total = () => fitted.reduce((sum, width) => sum + width, 0) - gap;
  while (total() > available && Math.max(...fitted) > narrowest) {
    fitted[fitted.indexOf(Math.max(...fitted))] -= 1;
  }
  return fitted;
}

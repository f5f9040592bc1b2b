import type { LogLine } from '@promenade/backstage-plugin-openchoreo-common';

/** The most lines that a page keeps. */
export const maxLines = 5000;

/** A line of the log on a page. Its number identifies it while older lines are dropped. */
export interface NumberedLine extends LogLine {
  number: number;
}

/** How near to a failure a line must be to be part of it, in milliseconds. */
const failureWindowMs = 2000;

/** Sequences that terminals take for colors and cursor movements. */
// eslint-disable-next-line no-control-regex
const escapeSequence = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** A line without what only terminals understand. */
export function plainText(text: string): string {
  return text.replace(escapeSequence, '');
}

/** The lines followed by others, without the oldest ones of too many. */
export function appendLines(
  lines: readonly NumberedLine[],
  added: readonly LogLine[],
): readonly NumberedLine[] {
  const first = (lines.at(-1)?.number ?? -1) + 1;
  const numbered = added.map((line, index) => ({
    ...line,
    number: first + index,
  }));
  return [...lines, ...numbered].slice(-maxLines);
}

/** The lines that contain a text, in upper or lower case. All lines without a text. */
export function matchingLines<Line extends LogLine>(
  lines: readonly Line[],
  text: string,
): readonly Line[] {
  const wanted = text.trim().toLocaleLowerCase('en-US');
  return wanted
    ? lines.filter(line =>
        plainText(line.text).toLocaleLowerCase('en-US').includes(wanted),
      )
    : lines;
}

/** A part of a line. */
export interface TextPart {
  text: string;
  isMatch: boolean;
}

/** Splits a line where it contains a text, in upper or lower case. */
export function splitMatches(line: string, text: string): TextPart[] {
  const wanted = text.trim();
  if (!wanted) return [{ text: line, isMatch: false }];
  const pattern = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return line
    .split(new RegExp(`(${pattern})`, 'gi'))
    .map((part, index) => ({ text: part, isMatch: index % 2 === 1 }))
    .filter(part => part.text !== '');
}

/**
 * Whether a line was written around a failure.
 *
 * @param at - ISO 8601 time of the failure
 */
export function isAroundFailure(line: LogLine, at: string | undefined) {
  if (at === undefined || line.at === undefined) return false;
  const distance = Date.parse(line.at) - Date.parse(at);
  // Times of Kubernetes are in whole seconds.
  return Math.abs(distance) <= failureWindowMs;
}

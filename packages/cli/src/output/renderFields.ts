import type { Terminal } from '../Terminal';
import { renderTable, type Row } from './renderTable';
import { style, styleState } from './style';

type Value = Readonly<Record<string, unknown>>;

/**
 * Any output as text: its fields, a line each, and its lists of objects as tables. What a table has no place for is in the output as
 * YAML.
 */
export function renderFields(
  output: unknown,
  stream: Terminal['stdout'],
): string {
  if (!isRecord(output)) return textOf(output) ?? '';
  const fields = Object.entries(flatten(output));
  const texts = fields.flatMap(([name, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [[`${labelOf(name)}:`, text]];
  });
  const width = Math.max(0, ...texts.map(([label]) => label.length)) + 2;
  const lines = texts.map(
    ([label, text]) => `${label.padEnd(width)}${styleState(text, stream)}`,
  );
  const tables = fields.flatMap(([name, value]) =>
    isList(value) ? [tableOf(name, value, lines.length > 0, stream)] : [],
  );
  return [...(lines.length ? [lines.join('\n')] : []), ...tables].join('\n\n');
}

function tableOf(
  name: string,
  value: readonly Value[],
  hasHeading: boolean,
  stream: Terminal['stdout'],
): string {
  const table = renderTable(value.map(rowOf), stream);
  return hasHeading
    ? `${style('bold', labelOf(name), stream)}\n${table}`
    : table;
}

function rowOf(value: Value): Row {
  return Object.fromEntries(
    Object.entries(flatten(value)).map(([name, field]) => [
      name,
      textOf(field),
    ]),
  );
}

/** The fields of an object, and those of the objects in it. */
function flatten(value: Value): Value {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) =>
      isRecord(field)
        ? Object.entries(flatten(field)).map(([inner, each]) => [
            `${name} ${inner}`,
            each,
          ])
        : [[name, field]],
    ),
  );
}

/** Undefined for what is not a text, a number, a boolean, or a list of them. */
function textOf(value: unknown): string | undefined {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'string' || typeof value === 'number') return `${value}`;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const texts = value.map(textOf);
  return texts.includes(undefined) ? undefined : texts.join(', ');
}

function isRecord(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is Value[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

/** `Requested by` of `requestedBy`. */
function labelOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

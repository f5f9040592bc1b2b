import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { z } from 'zod';
import { CommandError } from '../errors/CommandError';
import type { FieldSpec, OperationSpec } from '../program/OperationSpec';
import type { Terminal } from '../Terminal';

/** The texts of a command line, by the names of fields. */
export type GivenValues = Readonly<Record<string, unknown>>;

/**
 * The input of an operation: the fields of `--file`, replaced by options and arguments.
 *
 * @throws CommandError that names the option
 */
export async function readInput(
  { fields, resource }: Pick<OperationSpec, 'fields' | 'resource'>,
  given: GivenValues,
  file: string | undefined,
  terminal: Pick<Terminal, 'stdin'>,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = file
    ? await readFields(file, terminal)
    : {};
  for (const field of fields) {
    const value = given[field.name];
    if (value !== undefined) {
      input[field.name] = await parseField(field, value, terminal);
    }
  }
  return splitReference(resource, input);
}

async function readFields(
  file: string,
  terminal: Pick<Terminal, 'stdin'>,
): Promise<Record<string, unknown>> {
  const content = parseYaml(
    await readContent(file, '--file', terminal),
    '--file',
  );
  const fields = z.record(z.string(), z.unknown()).safeParse(content);
  if (fields.success) return fields.data;
  throw new CommandError(
    'usage',
    `--file: ${file} has no fields. Use YAML such as \`name: alerts\``,
  );
}

/** The value of a text of the command line, or of an answer on the terminal. @throws CommandError that names the option */
export async function parseField(
  { type, flag }: Pick<FieldSpec, 'type' | 'flag'>,
  value: unknown,
  terminal: Pick<Terminal, 'stdin'>,
): Promise<unknown> {
  if (typeof value !== 'string') return value;
  if (type === 'number') return parseNumber(value, flag);
  if (type === 'list') return [value];
  if (type !== 'value' && type !== 'document') return value;
  const content = value.startsWith('@')
    ? await readContent(value.slice(1), flag, terminal)
    : value;
  return type === 'value' ? parseYaml(content, flag) : content;
}

function parseNumber(value: string, flag: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number)) return number;
  throw new CommandError(
    'usage',
    `${flag} is "${value}", which is not a number`,
  );
}

/** @param file - `-` is the standard input */
async function readContent(
  file: string,
  flag: string,
  { stdin }: Pick<Terminal, 'stdin'>,
): Promise<string> {
  try {
    return file === '-' ? await text(stdin) : await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new CommandError(
      'usage',
      `${flag}: cannot read ${file}: ${reason}`,
      error,
    );
  }
}

function parseYaml(content: string, flag: string): unknown {
  try {
    return parse(content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new CommandError('usage', `${flag} is not YAML: ${reason}`, error);
  }
}

/** Takes the names of parents out of `ORGANIZATION/PROJECT/COMPONENT` and `ORGANIZATION/PROJECT`. */
export function splitReference<Value>(
  resource: string,
  input: Readonly<Record<string, Value>>,
): Record<string, Value | string> {
  const levels = ['organization', 'project', 'component'];
  const depth = levels.indexOf(resource);
  const reference = input[resource];
  if (depth < 1 || typeof reference !== 'string') return input;
  const names = reference.split('/');
  if (names.length > depth + 1 || names.includes('')) {
    throw new CommandError(
      'usage',
      `"${reference}" does not name a ${resource}. Use ${levels
        .slice(0, depth + 1)
        .join('/')
        .toUpperCase()}, or its last part`,
    );
  }
  const named = levels.slice(depth + 1 - names.length, depth + 1);
  return {
    ...input,
    ...Object.fromEntries(named.map((level, index) => [level, names[index]])),
  };
}

import { badRequest } from '../api/status-error';

/** Whether labels match a label selector. */
export type LabelSelector = (labels: Record<string, string>) => boolean;

interface Scanner {
  text: string;
  position: number;
}

/**
 * Parses a label selector: `a=b,c!=d,e in (x,y),f notin (z),g,!h`.
 * @throws StatusError 400 for an invalid selector
 */
export function parseLabelSelector(text: string): LabelSelector {
  const scanner: Scanner = { text, position: 0 };
  const requirements: LabelSelector[] = [];
  while (peek(scanner) !== '') {
    requirements.push(readRequirement(scanner));
    const next = peek(scanner);
    if (next === '') break;
    if (next !== ',') {
      throw badRequest(`found '${next}', expected: ',' or 'end of string'`);
    }
    take(scanner);
    if (peek(scanner) === '') throw unexpected('', "identifier after ','");
  }
  return labels => requirements.every(requirement => requirement(labels));
}

function readRequirement(scanner: Scanner): LabelSelector {
  if (peek(scanner) === '!') {
    take(scanner);
    const key = readWord(scanner);
    return labels => !Object.hasOwn(labels, key);
  }
  const key = readWord(scanner);
  const operator = peek(scanner);
  switch (operator) {
    case '':
    case ',':
      return labels => Object.hasOwn(labels, key);
    case '=':
    case '==': {
      take(scanner);
      const value = readValue(scanner);
      return labels => Object.hasOwn(labels, key) && labels[key] === value;
    }
    case '!=': {
      take(scanner);
      const value = readValue(scanner);
      return labels => labels[key] !== value;
    }
    case 'in':
    case 'notin': {
      take(scanner);
      const values = readSet(scanner);
      return operator === 'in'
        ? labels => Object.hasOwn(labels, key) && values.has(labels[key])
        : labels => !values.has(labels[key]);
    }
    case '>':
    case '<': {
      take(scanner);
      const bound = Number(readValue(scanner));
      return operator === '>'
        ? labels => Object.hasOwn(labels, key) && Number(labels[key]) > bound
        : labels => Object.hasOwn(labels, key) && Number(labels[key]) < bound;
    }
    default:
      throw unexpected(operator, "'in', 'notin', '=', '==', '!=', '<', '>'");
  }
}

function readWord(scanner: Scanner): string {
  const word = take(scanner);
  if (!/^[A-Za-z0-9]/.test(word))
    throw unexpected(word, "!, identifier, or 'end of string'");
  return word;
}

/** Without a value (`a=`) the value is empty. */
function readValue(scanner: Scanner): string {
  const next = peek(scanner);
  if (next === '' || next === ',') return '';
  if (!/^[A-Za-z0-9._/-]+$/.test(next)) throw unexpected(next, 'identifier');
  return take(scanner);
}

function readSet(scanner: Scanner): Set<string> {
  const open = take(scanner);
  if (open !== '(') throw unexpected(open, "'('");
  const values = new Set<string>();
  for (;;) {
    const next = peek(scanner);
    values.add(next === ')' || next === ',' ? '' : take(scanner));
    const end = take(scanner);
    if (end === ')') return values;
    if (end !== ',') throw unexpected(end, "',' or ')'");
  }
}

const token = /\s*(==|!=|=|!|,|\(|\)|<|>|[^\s=!,()<>]+)?/y;

function read(scanner: Scanner): { word: string; end: number } {
  token.lastIndex = scanner.position;
  const match = token.exec(scanner.text);
  return { word: match?.[1] ?? '', end: token.lastIndex };
}

function peek(scanner: Scanner): string {
  return read(scanner).word;
}

function take(scanner: Scanner): string {
  const { word, end } = read(scanner);
  scanner.position = end;
  return word;
}

function unexpected(found: string, expected: string) {
  return badRequest(
    `unable to parse requirement: found '${found}', expected: ${expected}`,
  );
}

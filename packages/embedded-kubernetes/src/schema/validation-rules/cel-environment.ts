import { isIP } from 'node:net';
import { Environment, EvaluationError } from '@marcbachmann/cel-js';
import { compilePattern, maxMatchCost } from '../compile-pattern';
import { Quantity } from './quantity';

/** A URL in CEL expressions. */
class CelUrl {
  constructor(readonly url: URL) {}
}

/** Functions of kube-apiserver that neither the library nor this package has. Rules that call them are not evaluated. */
export const missingFunctions = new Set([
  ...['ip', 'cidr', 'semver', 'isSemver', 'quote', 'reverse', 'sortBy'],
  ...['format', 'optMap', 'optFlatMap', 'ofNonZeroValue'],
  ...['transformList', 'transformMap', 'transformMapEntry', 'existsOne'],
]);

/** Namespaces of such functions. */
export const missingNamespaces = new Set(['sets', 'format']);

/** Macros that lack the form with two variables. */
export const oneVariableMacros = new Set(['all', 'exists', 'exists_one']);

/** The longest string that a function may create, in UTF-16 units. Objects are at most 1.5 MiB. */
const maxResultLength = 4_000_000;

type Comparable = bigint | number | string | boolean | Date;

function compare(left: Comparable, right: Comparable): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

function parseUrl(text: string): URL | undefined {
  // Go accepts an absolute URL or an absolute path.
  if (text.startsWith('/')) {
    return URL.canParse(text, 'file://') ? new URL(text, 'file://') : undefined;
  }
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isCidr(text: string): boolean {
  const [address, prefix, ...rest] = text.split('/');
  const version = isIP(address);
  return (
    rest.length === 0 &&
    version !== 0 &&
    /^\d{1,3}$/.test(prefix ?? '') &&
    Number(prefix) <= (version === 4 ? 32 : 128)
  );
}

/** Each search may read the rest of the text. */
function findAll(text: string, pattern: string, limit: number): string[] {
  const regex = compilePattern(pattern);
  const matcher = regex.matcher(text);
  const found: string[] = [];
  for (let cost = 0; limit < 0 || found.length < limit; ) {
    cost += regex.programSize() * text.length;
    if (cost > maxMatchCost) throw new EvaluationError('the text is too long');
    if (!matcher.find()) break;
    found.push(matcher.group() ?? '');
  }
  return found;
}

/** @throws EvaluationError if a text that consists of so many copies is too long to create */
export function requireShortResult(copies: number, text: string): void {
  if (copies * text.length > maxResultLength) {
    throw new EvaluationError('the resulting string is too long');
  }
}

function replace(text: string, from: string, to: string, limit: number) {
  const parts = text.split(from);
  const count = limit < 0 ? parts.length - 1 : limit;
  requireShortResult(Math.min(count, parts.length), to);
  const head = parts.slice(0, count + 1).join(to);
  return [head, ...parts.slice(count + 1)].join(from);
}

function requireFirst<T>(items: T[], name: string): T {
  if (items.length === 0) {
    throw new EvaluationError(`${name} called on empty list`);
  }
  return items[0];
}

function createEnvironment(): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    limits: { maxAstNodes: 20_000, maxDepth: 100 },
  });
  const add = (
    signature: string,
    handler: (...values: never[]) => unknown,
  ): void => {
    environment.registerFunction(signature, handler, { async: false });
  };
  addStringFunctions(add);
  addListFunctions(add);
  environment.registerType('URL', { ctor: CelUrl, fields: {} });
  addUrlFunctions(add);
  environment.registerType('Quantity', { ctor: Quantity, fields: {} });
  environment.registerOperator('Quantity == Quantity', Object.is);
  addQuantityFunctions(add);
  return environment;
}

type AddFunction = (
  signature: string,
  handler: (...values: never[]) => unknown,
) => void;

function addStringFunctions(add: AddFunction): void {
  add('string.charAt(int): string', (text: string, index: bigint) => {
    const characters = [...text];
    if (index < 0n || index > BigInt(characters.length)) {
      throw new EvaluationError(`index out of range: ${index}`);
    }
    return characters[Number(index)] ?? '';
  });
  add(
    'string.replace(string, string): string',
    (text: string, from: string, to: string) => replace(text, from, to, -1),
  );
  add(
    'string.replace(string, string, int): string',
    (text: string, from: string, to: string, limit: bigint) =>
      replace(text, from, to, Number(limit)),
  );
  add(
    'string.find(string): string',
    (text: string, pattern: string) => findAll(text, pattern, 1)[0] ?? '',
  );
  add('string.findAll(string): list<string>', (text: string, pattern: string) =>
    findAll(text, pattern, -1),
  );
  add(
    'string.findAll(string, int): list<string>',
    (text: string, pattern: string, limit: bigint) =>
      findAll(text, pattern, Number(limit)),
  );
  add('isIP(string): bool', (text: string) => isIP(text) !== 0);
  add('isCIDR(string): bool', isCidr);
}

function addListFunctions(add: AddFunction): void {
  const comparable = ['int', 'double', 'string', 'bool'];
  for (const type of [...comparable, 'google.protobuf.Timestamp']) {
    add(`list<${type}>.isSorted(): bool`, (items: Comparable[]) =>
      items.every(
        (item, index) => index === 0 || compare(items[index - 1], item) <= 0,
      ),
    );
    add(`list<${type}>.min(): ${type}`, (items: Comparable[]) =>
      items.reduce(
        (best, item) => (compare(item, best) < 0 ? item : best),
        requireFirst(items, 'min'),
      ),
    );
    add(`list<${type}>.max(): ${type}`, (items: Comparable[]) =>
      items.reduce(
        (best, item) => (compare(item, best) > 0 ? item : best),
        requireFirst(items, 'max'),
      ),
    );
    add(
      `list<${type}>.indexOf(${type}): int`,
      (items: Comparable[], searched: Comparable) =>
        BigInt(items.findIndex(item => compare(item, searched) === 0)),
    );
    add(
      `list<${type}>.lastIndexOf(${type}): int`,
      (items: Comparable[], searched: Comparable) =>
        BigInt(items.findLastIndex(item => compare(item, searched) === 0)),
    );
  }
  add('list<int>.sum(): int', (items: bigint[]) =>
    items.reduce((sum, item) => sum + item, 0n),
  );
  add('list<double>.sum(): double', (items: number[]) =>
    items.reduce((sum, item) => sum + item, 0),
  );
}

function addUrlFunctions(add: AddFunction): void {
  add('isURL(string): bool', (text: string) => parseUrl(text) !== undefined);
  add('url(string): URL', (text: string) => {
    const url = parseUrl(text);
    if (!url) throw new EvaluationError(`URL parse error: ${text}`);
    return new CelUrl(url);
  });
  const isPath = ({ url }: CelUrl) => url.protocol === 'file:';
  add('URL.getScheme(): string', (value: CelUrl) =>
    isPath(value) ? '' : value.url.protocol.slice(0, -1),
  );
  add('URL.getHost(): string', ({ url }: CelUrl) => url.host);
  add('URL.getHostname(): string', ({ url }: CelUrl) =>
    url.hostname.replace(/^\[(.*)\]$/, '$1'),
  );
  add('URL.getPort(): string', ({ url }: CelUrl) => url.port);
  add('URL.getEscapedPath(): string', ({ url }: CelUrl) => url.pathname);
}

function addQuantityFunctions(add: AddFunction): void {
  add(
    'isQuantity(string): bool',
    (text: string) => Quantity.parse(text) !== undefined,
  );
  add('quantity(string): Quantity', (text: string) => {
    const quantity = Quantity.parse(text);
    if (!quantity) throw new EvaluationError(`invalid quantity: ${text}`);
    return quantity;
  });
  add('Quantity.sign(): int', (value: Quantity) => BigInt(value.sign));
  add('Quantity.isInteger(): bool', (value: Quantity) => value.isInteger);
  add('Quantity.asInteger(): int', (value: Quantity) => {
    if (!value.isInteger) {
      throw new EvaluationError('cannot convert value to integer');
    }
    return value.toInteger();
  });
  add('Quantity.asApproximateFloat(): double', (value: Quantity) =>
    value.toNumber(),
  );
  add(
    'Quantity.isGreaterThan(Quantity): bool',
    (left: Quantity, right: Quantity) => left.compareTo(right) > 0,
  );
  add(
    'Quantity.isLessThan(Quantity): bool',
    (left: Quantity, right: Quantity) => left.compareTo(right) < 0,
  );
  add('Quantity.compareTo(Quantity): int', (left: Quantity, right: Quantity) =>
    BigInt(left.compareTo(right)),
  );
  for (const [type, toQuantity] of [
    ['Quantity', (value: Quantity) => value],
    ['int', (value: bigint) => Quantity.ofInteger(value)],
  ] as const) {
    add(`Quantity.add(${type}): Quantity`, (left: Quantity, right: never) =>
      left.add(toQuantity(right)),
    );
    add(`Quantity.sub(${type}): Quantity`, (left: Quantity, right: never) =>
      left.subtract(toQuantity(right)),
    );
  }
}

/** The functions of all validation rules. Clone it to declare types and variables. */
export const ruleEnvironment = createEnvironment();

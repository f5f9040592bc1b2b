/** Random choices for the input of rendering. */
export class Choices {
  constructor(private readonly random: () => number) {}

  /** True with a probability. */
  chance(probability: number): boolean {
    return this.random() < probability;
  }

  one<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)];
  }

  /** A usual value, or with a small probability an odd one. */
  value<T, O>(usual: readonly T[], odd: readonly O[]): T | O {
    return this.chance(0.05) ? this.one<T | O>(odd) : this.one<T | O>(usual);
  }

  /** A value, or undefined. */
  maybe<T>(probability: number, make: () => T): T | undefined {
    return this.chance(probability) ? make() : undefined;
  }

  list<T>(most: number, make: () => T): T[] {
    return Array.from({ length: Math.floor(this.random() * (most + 1)) }, make);
  }

  record<T>(
    most: number,
    makeKey: () => string,
    makeValue: () => T,
  ): Record<string, T> {
    return Object.fromEntries(this.list(most, () => [makeKey(), makeValue()]));
  }
}

/** Values that people mistype or misuse, where others are usual. */
export const odd = [
  '',
  ' ',
  'My Name',
  'größe',
  'a/b',
  'a..b',
  '-a',
  'x'.repeat(300),
];
export const basePaths = ['/', '/v1', '/api/v1', '', undefined];
export const oddPaths = [
  'v1',
  '/v1/',
  '//v1',
  '/a/../b',
  '/a b',
  '/ü',
  '/a?b',
  '/../x',
];
export const oddHosts = [
  'API.Example.com.',
  '*.example.com',
  '10.0.0.0/8',
  'https://api.example.com',
  'my_host',
  'a b',
  'x'.repeat(300),
];
export const types = [
  'HTTP',
  'REST',
  'gRPC',
  'GraphQL',
  'Websocket',
  'TCP',
  'UDP',
];
export const ports = [80, 443, 8080, 9090];

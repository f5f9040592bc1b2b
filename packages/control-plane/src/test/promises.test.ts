import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const root = join(__dirname, '../../../..');

/** Number of promises of the concept document of OpenChoreo. */
const promiseCount = 64;

interface PromiseRow {
  readonly number: number;
  readonly kept: string;
  /** File and title of each test. */
  readonly tests: readonly (readonly [file: string, title: string])[];
}

const rows: readonly PromiseRow[] = readFileSync(
  join(root, 'docs/reference/promises.md'),
  'utf8',
)
  .split('\n')
  .flatMap(line => {
    const cells = line.split(/(?<!\\)\|/).map(cell => cell.trim());
    return /^\d+$/.test(cells[1] ?? '')
      ? [
          {
            number: Number(cells[1]),
            kept: cells[3],
            tests: [...cells[4].matchAll(/`([^`]+)`: "([^"]+)"/g)].map(
              ([, file, title]) => [file, title] as const,
            ),
          },
        ]
      : [];
  });

/** Whether a file has a test or a group of tests with a title. */
function hasTest(file: string, title: string): boolean {
  const path = join(root, file);
  if (!existsSync(path)) return false;
  const literal = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `\\b(describe|it)\\w*(\\.\\w+)*\\(\\s*(['"\`])${literal}\\3`,
  ).test(readFileSync(path, 'utf8'));
}

describe('the page of promises', () => {
  it('has a row for each promise', () => {
    expect(rows.map(({ number }) => number)).toEqual(
      Array.from({ length: promiseCount }, (_, index) => index + 1),
    );
  });

  it.each(rows.map(row => [row.number, row] as const))(
    'names tests that exist for row %d, unless it is not kept',
    (_, { kept, tests }) => {
      expect(['yes', 'partly', 'no']).toContain(kept);
      expect(tests.length > 0).toBe(kept !== 'no');
      expect(tests.filter(([file, title]) => !hasTest(file, title))).toEqual(
        [],
      );
    },
  );
});

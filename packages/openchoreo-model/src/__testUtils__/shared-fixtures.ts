import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

const shared =
  process.env.PROMENADE_SHARED ?? resolve(__dirname, '../../../../../shared');
const fixtures = join(shared, 'fixtures');

/** Whether the CRDs and manifests of OpenChoreo exist next to this checkout. */
const present = existsSync(fixtures);

/** `describe` if the fixtures exist, otherwise `describe.skip`. */
export const describeFixtures = present ? describe : describe.skip;

/** Returns the name of a suite, with the reason if it is skipped. */
export const fixturesTitle = (name: string) =>
  present ? name : `${name} (skipped: there is no ${fixtures})`;

/** Lists the YAML files below a folder of the fixtures, relative to the fixtures. Empty if there are no fixtures. */
export function fixtureFiles(folder: string): string[] {
  if (!present) {
    return [];
  }
  return readdirSync(join(fixtures, folder), {
    recursive: true,
    withFileTypes: true,
  })
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(entry => relative(fixtures, join(entry.parentPath, entry.name)))
    .sort();
}

/** Reads the documents of a YAML file, without empty ones. */
export function fixtureDocuments(file: string): unknown[] {
  return parseAllDocuments(readFileSync(join(fixtures, file), 'utf8'))
    .map((document): unknown => document.toJS())
    .filter(document => document !== null);
}

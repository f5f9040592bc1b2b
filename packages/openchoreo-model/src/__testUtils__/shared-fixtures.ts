import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

const shared =
  process.env.PROMENADE_SHARED ?? resolve(__dirname, '../../../../../shared');
const fixtures = join(shared, 'fixtures');

/** Whether OpenChoreo's own CRDs and manifests lie beside this checkout. */
const present = existsSync(fixtures);

/** `describe` where the fixtures are, a skipped one elsewhere. */
export const describeFixtures = present ? describe : describe.skip;

/** The name of a suite; where the fixtures are missing it says why it is skipped. */
export const fixturesTitle = (name: string) =>
  present ? name : `${name} (skipped: there is no ${fixtures})`;

/** Every YAML file below a folder of the fixtures, as paths relative to them; none where they are missing. */
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

/** The documents of one YAML file of the fixtures, empty ones left out. */
export function fixtureDocuments(file: string): unknown[] {
  return parseAllDocuments(readFileSync(join(fixtures, file), 'utf8'))
    .map((document): unknown => document.toJS())
    .filter(document => document !== null);
}

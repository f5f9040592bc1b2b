import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const folder = join(__dirname, '../../../../../deploy');

/** Reads the objects of a file of `deploy`, such as `control-plane/role.yaml`. */
export function readManifests(file: string) {
  return parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(
    document => document.toJS(),
  );
}

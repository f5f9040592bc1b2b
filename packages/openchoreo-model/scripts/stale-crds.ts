import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crdFiles } from './crd-files';

/** Names of the files in a folder that are missing, differ from the model, or are no longer of it. */
export function staleCrds(folder: string): string[] {
  const wanted = crdFiles();
  const present = existsSync(folder)
    ? readdirSync(folder).filter(name => name.endsWith('.yaml'))
    : [];
  return [...new Set([...wanted.keys(), ...present])]
    .filter(
      name =>
        !present.includes(name) ||
        readFileSync(join(folder, name), 'utf8') !== wanted.get(name),
    )
    .sort();
}

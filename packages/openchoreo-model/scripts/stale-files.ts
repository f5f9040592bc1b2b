import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crdFolder, generatedFiles } from './generated-files';

/**
 * Lists generated files that are missing, that differ from the model, or whose
 * kind no longer exists.
 *
 * @param root - root of the repository; the returned paths are relative to it
 */
export function staleFiles(root: string): string[] {
  const wanted = generatedFiles();
  const crds = join(root, crdFolder);
  const present = existsSync(crds)
    ? readdirSync(crds).map(name => `${crdFolder}/${name}`)
    : [];
  const isStale = (path: string) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== wanted.get(path);
  };
  return [...new Set([...wanted.keys(), ...present])].filter(isStale).sort();
}

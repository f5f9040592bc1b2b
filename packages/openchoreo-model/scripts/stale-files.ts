import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crdFolder, generatedFiles } from './generated-files';

/**
 * Paths of the generated files that are missing, differ from the model, or are
 * no longer of it.
 *
 * @param root - the root of the repository; the paths are relative to it
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

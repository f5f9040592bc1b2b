import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const src = resolve(__dirname, '..');
const adapterFolders = ['class-binding'];

const sources = readdirSync(src, { recursive: true })
  .map(String)
  .filter(
    file => /\.ts$/.test(file) && !/\.test\.ts$|__testUtils__/.test(file),
  );

/** The modules that a file imports: packages by name, files relative to `src`. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/from '([^']+)'/g)].map(([, target]) =>
    target.startsWith('.')
      ? relative(src, resolve(src, dirname(file), target))
      : target,
  );
}

const isInAdapter = (path: string) =>
  adapterFolders.some(folder => path.startsWith(`${folder}/`));

describe('the sources outside of the folders of adapters', () => {
  const neutral = sources.filter(file => !isInAdapter(file));

  it('import an adapter only to list it', () => {
    const importers = neutral.filter(file => importsOf(file).some(isInAdapter));
    expect(importers).toEqual(['adapter/adapters.ts']);
  });

  it('do not import the model', () => {
    const importers = neutral.filter(file =>
      importsOf(file).includes('@promenade/openchoreo-model'),
    );
    expect(importers).toEqual([]);
  });
});

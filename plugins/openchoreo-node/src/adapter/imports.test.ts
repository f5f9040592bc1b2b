import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const src = resolve(__dirname, '..');
const adapterFolders = ['class-binding', 'component-type'];
/** What adapters share. */
const baseFolder = 'adapter-base';

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

const isIn = (folder: string) => (path: string) =>
  path.startsWith(`${folder}/`);
const isInAdapter = (path: string) =>
  adapterFolders.some(folder => isIn(folder)(path));

describe('the sources outside of the folders of adapters', () => {
  const neutral = sources.filter(
    file => !isInAdapter(file) && !isIn(baseFolder)(file),
  );

  it('import an adapter only to list it', () => {
    const importers = neutral.filter(file => importsOf(file).some(isInAdapter));
    expect(importers).toEqual(['adapter/adapters.ts']);
  });

  it('do not import what adapters share', () => {
    const importers = neutral.filter(file =>
      importsOf(file).some(isIn(baseFolder)),
    );
    expect(importers).toEqual([]);
  });

  it('do not import the model', () => {
    const importers = neutral.filter(file =>
      importsOf(file).includes('@promenade/openchoreo-model'),
    );
    expect(importers).toEqual([]);
  });
});

describe('the folder of an adapter', () => {
  it.each(adapterFolders)('%s imports no other adapter', folder => {
    const isInOther = (path: string) =>
      isInAdapter(path) && !isIn(folder)(path);
    const importers = sources
      .filter(isIn(folder))
      .filter(file => importsOf(file).some(isInOther));
    expect(importers).toEqual([]);
  });

  it('is not imported by what adapters share', () => {
    const importers = sources
      .filter(isIn(baseFolder))
      .filter(file => importsOf(file).some(isInAdapter));
    expect(importers).toEqual([]);
  });
});

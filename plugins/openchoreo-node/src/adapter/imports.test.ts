import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { openChoreoApiVersion } from '@promenade/openchoreo-model';
import { platformAdapters } from './adapters';

const src = resolve(__dirname, '..');
const adapterFolders = ['class-binding', 'component-type'];
/** What adapters share. */
const baseFolder = 'adapter-base';

const isSource = (file: string) =>
  /\.tsx?$/.test(file) && !/\.test\.tsx?$|__testUtils__|\/testing\//.test(file);

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true }).map(String).filter(isSource);

const sources = filesIn(src);

/** The modules that a file imports: packages by name, files relative to `src`. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const imports = /(?:from|import|require)\s*\(?\s*'([^']+)'/g;
  return [...text.matchAll(imports)].map(([, target]) =>
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

  it('do not name a kind that only OpenChoreo 1.x has, in any package that uses this one', () => {
    const [newer, older] = platformAdapters.map(
      ({ kinds }) => new Map(kinds.map(each => [each.kind, each.apiVersion])),
    );
    const names = [...newer].flatMap(([kind, apiVersion]) =>
      apiVersion === openChoreoApiVersion && !older.has(kind) ? [kind] : [],
    );
    expect(names).toContain('ReleaseBinding');
    const isNamed = new RegExp(`\\b(${names.join('|')})s?\\b`);
    const plugins = resolve(src, '../..');
    const others = readdirSync(plugins)
      .map(plugin => join(plugins, plugin, 'src'))
      .filter(folder => folder !== src)
      .flatMap(folder => filesIn(folder).map(file => join(folder, file)));
    expect(
      [...others, ...neutral.map(file => join(src, file))].filter(file =>
        isNamed.test(readFileSync(file, 'utf8')),
      ),
    ).toEqual([]);
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

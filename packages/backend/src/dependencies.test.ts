import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** The packages of this repository that a package may import, besides tests. */
const mayImport: Record<string, string[]> = {
  '@promenade/openchoreo-model': [],
  '@promenade/kube-client': [],
  '@promenade/git-client': [],
  '@promenade/embedded-kubernetes': [],
  '@promenade/test-kubernetes': [],
  '@promenade/test-git': [],
  '@promenade/control-plane': [
    '@promenade/openchoreo-model',
    '@promenade/git-client',
    '@promenade/kube-client',
  ],
  '@promenade/backstage-plugin-openchoreo-common': [
    '@promenade/openchoreo-model',
  ],
  '@promenade/backstage-plugin-openchoreo': [
    '@promenade/backstage-plugin-openchoreo-common',
  ],
  '@promenade/backstage-plugin-openchoreo-node': [
    '@promenade/openchoreo-model',
    '@promenade/git-client',
    '@promenade/kube-client',
    '@promenade/backstage-plugin-openchoreo-common',
  ],
  '@promenade/backstage-plugin-openchoreo-backend': [
    '@promenade/backstage-plugin-openchoreo-common',
    '@promenade/backstage-plugin-openchoreo-node',
  ],
  '@promenade/backstage-plugin-catalog-backend-module-openchoreo': [
    '@promenade/backstage-plugin-openchoreo-common',
    '@promenade/backstage-plugin-openchoreo-node',
  ],
  '@promenade/backstage-plugin-scaffolder-backend-module-openchoreo': [
    '@promenade/git-client',
    '@promenade/backstage-plugin-openchoreo-common',
    '@promenade/backstage-plugin-openchoreo-node',
  ],
  '@promenade/backstage-plugin-catalog-backend-module-openchoreo-templates': [],
  '@promenade/cli': [
    '@promenade/kube-client',
    '@promenade/backstage-plugin-openchoreo-common',
    '@promenade/backstage-plugin-openchoreo-node',
    '@promenade/backstage-plugin-openchoreo-backend',
  ],
  app: [
    '@promenade/backstage-plugin-openchoreo',
    '@promenade/backstage-plugin-openchoreo-common',
  ],
  backend: [
    '@promenade/backstage-plugin-openchoreo-backend',
    '@promenade/backstage-plugin-catalog-backend-module-openchoreo',
    '@promenade/backstage-plugin-catalog-backend-module-openchoreo-templates',
    '@promenade/backstage-plugin-scaffolder-backend-module-openchoreo',
  ],
};

/** The packages that tests of any package may import as well. The modules are for tests with a whole portal. */
const testsMayImport = [
  '@promenade/test-git',
  '@promenade/test-kubernetes',
  '@promenade/openchoreo-model',
  '@promenade/kube-client',
  '@promenade/backstage-plugin-catalog-backend-module-openchoreo',
  '@promenade/backstage-plugin-catalog-backend-module-openchoreo-templates',
  '@promenade/backstage-plugin-scaffolder-backend-module-openchoreo',
];

interface Package {
  name: string;
  folder: string;
  dependencies: string[];
}

const packages: Package[] = ['packages', 'plugins'].flatMap(parent =>
  readdirSync(join(root, parent)).map(folder => {
    const manifest: { name: string; dependencies?: Record<string, string> } =
      JSON.parse(
        readFileSync(join(root, parent, folder, 'package.json'), 'utf8'),
      );
    return {
      name: manifest.name,
      folder: join(root, parent, folder),
      dependencies: Object.keys(manifest.dependencies ?? {}),
    };
  }),
);

function sourcesOf(folder: string): string[] {
  return readdirSync(join(folder, 'src'), { recursive: true })
    .map(file => join(folder, 'src', String(file)))
    .filter(file => /\.tsx?$/.test(file));
}

const isTest = (file: string) =>
  /\.test\.tsx?$/.test(file) ||
  /\/src\/(.*\/)?(testing|test|__testUtils__)\//.test(file);

const importedPackages = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /(?:from|import|require)\s*\(?\s*['"](@promenade\/[^'"/]+)/g,
    ),
  ].map(match => match[1]);

describe('the packages', () => {
  it.each(packages)('are listed here: $name', ({ name }) => {
    expect(Object.keys(mayImport)).toContain(name);
  });

  it.each(packages)(
    'import allowed packages only: $name',
    ({ name, folder }) => {
      const forbidden = sourcesOf(folder).flatMap(file =>
        importedPackages(file)
          // An entry point names the types of the main entry point of its package.
          .filter(target => ![name, ...mayImport[name]].includes(target))
          .filter(target => !(isTest(file) && testsMayImport.includes(target)))
          .map(target => `${file.slice(root.length + 1)} imports ${target}`),
      );
      expect(forbidden).toEqual([]);
    },
  );

  it.each(packages)(
    'depend on allowed packages only: $name',
    ({ name, dependencies }) => {
      const ours = dependencies.filter(dependency =>
        dependency.startsWith('@promenade/'),
      );
      expect(mayImport[name]).toEqual(expect.arrayContaining(ours));
    },
  );

  it.each(packages)('have no circle of files: $name', ({ folder }) => {
    expect(findCircle(importsByFile(folder))).toEqual([]);
  });

  it('use @kubernetes/client-node in one file of kube-client only', () => {
    const importers = packages
      .flatMap(({ folder }) => sourcesOf(folder))
      .filter(file =>
        /from ['"]@kubernetes\/client-node/.test(readFileSync(file, 'utf8')),
      )
      .map(file => file.slice(root.length + 1));
    expect(importers.length).toBeLessThanOrEqual(1);
    expect(
      importers.every(file => file.startsWith('packages/kube-client/')),
    ).toBe(true);
  });
});

/** The folders of control-plane/src that a folder may import, besides itself. */
const layers: Record<string, string[]> = {
  runtime: [],
  core: ['runtime'],
  render: ['core', 'runtime'],
  dataplane: ['core', 'runtime'],
  buildplane: ['render', 'dataplane', 'core', 'runtime'],
  controllers: ['buildplane', 'render', 'dataplane', 'core', 'runtime'],
  cmd: ['controllers', 'buildplane', 'render', 'dataplane', 'core', 'runtime'],
  'index.ts': ['cmd', 'controllers'],
};

describe('the folders of control-plane', () => {
  const folder = join(root, 'packages/control-plane');
  const source = join(folder, 'src');
  const layerOf = (file: string) => relative(source, file).split('/')[0];
  const controllerOf = (file: string) => relative(source, file).split('/')[1];
  const edges = [...importsByFile(folder)]
    .filter(([file]) => !isTest(file))
    .flatMap(([file, targets]) => targets.map(target => [file, target]));
  const show = ([file, target]: string[]) =>
    `${relative(source, file)} imports ${relative(source, target)}`;

  it('are the layers, and the tests', () => {
    expect(readdirSync(source).sort()).toEqual(
      [...Object.keys(layers), 'test'].sort(),
    );
  });

  it('import lower layers only', () => {
    const forbidden = edges.filter(([file, target]) => {
      const [from, to] = [layerOf(file), layerOf(target)];
      return from !== to && !layers[from].includes(to);
    });
    expect(forbidden.map(show)).toEqual([]);
  });

  it('have controllers that do not import each other', () => {
    const forbidden = edges.filter(
      ([file, target]) =>
        layerOf(file) === 'controllers' &&
        layerOf(target) === 'controllers' &&
        controllerOf(file) !== controllerOf(target),
    );
    expect(forbidden.map(show)).toEqual([]);
  });

  it('keep OpenChoreo out of runtime', () => {
    const names = sourcesOf(folder)
      .filter(file => layerOf(file) === 'runtime' && !isTest(file))
      .flatMap(file =>
        importedNames(file, '@promenade/openchoreo-model').map(
          name => `${relative(source, file)} imports ${name}`,
        ),
      )
      .filter(text =>
        /Kind$|^.* imports (labels|kinds|annotations)$/.test(text),
      );
    expect(names).toEqual([]);
  });
});

/** The files of a package that each of its files imports, tests included and type-only imports too. */
function importsByFile(folder: string): Map<string, string[]> {
  const files = new Set(sourcesOf(folder));
  return new Map(
    [...files].map(file => [
      file,
      [
        ...readFileSync(file, 'utf8').matchAll(
          /(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]/g,
        ),
      ].flatMap(([, specifier]) => {
        const base = join(dirname(file), specifier);
        return ['.ts', '.tsx', '/index.ts']
          .map(ending => base + ending)
          .filter(candidate => files.has(candidate));
      }),
    ]),
  );
}

/** One circle of imports, from a file to itself; empty if there is none. */
function findCircle(imports: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) {
      return [...path.slice(path.indexOf(file)), file].map(each =>
        each.slice(root.length + 1),
      );
    }
    if (done.has(file)) return [];
    for (const target of imports.get(file) ?? []) {
      const circle = visit(target, [...path, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

function importedNames(file: string, module: string): string[] {
  return [
    ...readFileSync(file, 'utf8').matchAll(
      /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'([^']*)'/g,
    ),
  ]
    .filter(([, , from]) => from === module)
    .flatMap(([, names]) => names.split(','))
    .map(name => name.replace(/^\s*type\s+/, '').trim())
    .filter(name => name !== '');
}

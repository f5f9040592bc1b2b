import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** Which rooms a room may import. Data travels one way; what is not listed here is refused. */
const mayImport: Record<string, string[]> = {
  '@promenade/openchoreo-model': [],
  '@promenade/kube-client': [],
  '@promenade/embedded-kubernetes': [],
  '@promenade/test-kubernetes': [],
  '@promenade/control-plane': [
    '@promenade/openchoreo-model',
    '@promenade/kube-client',
  ],
  '@promenade/backstage-plugin-openchoreo-common': [],
  '@promenade/backstage-plugin-openchoreo': [
    '@promenade/backstage-plugin-openchoreo-common',
  ],
  '@promenade/backstage-plugin-openchoreo-node': [
    '@promenade/openchoreo-model',
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
    '@promenade/backstage-plugin-openchoreo-common',
    '@promenade/backstage-plugin-openchoreo-node',
  ],
  app: ['@promenade/backstage-plugin-openchoreo'],
  backend: [
    '@promenade/backstage-plugin-openchoreo-backend',
    '@promenade/backstage-plugin-catalog-backend-module-openchoreo',
    '@promenade/backstage-plugin-scaffolder-backend-module-openchoreo',
  ],
};

/** What tests may import beside that: a running API, and real parts to hold against. */
const testsMayImport = [
  '@promenade/test-kubernetes',
  '@promenade/openchoreo-model',
  '@promenade/kube-client',
];

interface Room {
  name: string;
  folder: string;
  dependencies: string[];
}

const rooms: Room[] = ['packages', 'plugins'].flatMap(parent =>
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
  /\.test\.tsx?$/.test(file) || /\/src\/(testing|__testUtils__)\//.test(file);

const imported = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /(?:from|import|require)\s*\(?\s*['"](@promenade\/[^'"/]+)/g,
    ),
  ].map(match => match[1]);

describe('the rooms of the project', () => {
  it.each(rooms)('are all known: $name', ({ name }) => {
    expect(Object.keys(mayImport)).toContain(name);
  });

  it.each(rooms)('import downwards only: $name', ({ name, folder }) => {
    const wrong = sourcesOf(folder).flatMap(file =>
      imported(file)
        .filter(target => !mayImport[name].includes(target))
        .filter(target => !(isTest(file) && testsMayImport.includes(target)))
        .map(target => `${file.slice(root.length + 1)} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(rooms)(
    'are installed with what they may import only: $name',
    ({ name, dependencies }) => {
      const ours = dependencies.filter(dependency =>
        dependency.startsWith('@promenade/'),
      );
      expect(mayImport[name]).toEqual(expect.arrayContaining(ours));
    },
  );

  it('leave client-node to one adapter of kube-client', () => {
    const importers = rooms
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

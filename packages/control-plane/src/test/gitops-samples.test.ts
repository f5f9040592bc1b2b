import { kindOf } from '@promenade/openchoreo-model';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, jsonAt } from '../runtime/json';

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const samples = join(__dirname, '../../../../samples/gitops');

const objects = readdirSync(samples, { recursive: true })
  .map(String)
  .filter(file => file.endsWith('.yaml'))
  .flatMap(file =>
    parseAllDocuments(readFileSync(join(samples, file), 'utf8')).map(
      document => ({ file, object: document.toJS() as unknown }),
    ),
  );

const ours = objects.filter(({ object }) =>
  String(jsonAt(object, 'apiVersion')).includes('openchoreo.dev/'),
);

describe('the sample repositories', () => {
  it.each(ours)('have valid objects in $file', ({ object }) => {
    const apiVersion = String(jsonAt(object, 'apiVersion'));
    const kind = kindOf(apiVersion, String(jsonAt(object, 'kind')));
    expect(isJsonObject(object)).toBe(true);
    expect(() => kind?.schema.parse(object)).not.toThrow();
    expect(kind).toBeDefined();
  });

  it.each(['mono', 'multi'])(
    'commit bindings where both tools apply them: %s',
    layout => {
      const inLayout = objects.filter(({ file }) => file.startsWith(layout));
      const project = inLayout.find(
        ({ object }) => jsonAt(object, 'kind') === 'Project',
      )?.object;
      const repoURL = jsonAt(project, 'spec', 'gitOps', 'repoURL');
      const path = jsonAt(project, 'spec', 'gitOps', 'path');
      const applications = inLayout.map(({ object }) => ({
        repoURL: jsonAt(object, 'spec', 'source', 'repoURL'),
        path: jsonAt(object, 'spec', 'source', 'path'),
      }));
      expect(applications).toContainEqual({ repoURL, path });
      const source = inLayout.find(
        ({ object }) =>
          jsonAt(object, 'kind') === 'GitRepository' &&
          jsonAt(object, 'spec', 'url') === repoURL,
      )?.object;
      const kustomizations = inLayout.map(({ object }) => ({
        name: jsonAt(object, 'spec', 'sourceRef', 'name'),
        path: jsonAt(object, 'spec', 'path'),
      }));
      expect(kustomizations).toContainEqual({
        name: jsonAt(source, 'metadata', 'name'),
        path: `./${String(path)}`,
      });
    },
  );
});

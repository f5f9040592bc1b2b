import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signingKeySecret } from '@promenade/openchoreo-model';
import { parse, parseAllDocuments } from 'yaml';
import { isJsonList, jsonAt } from '../../runtime/json';

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const folder = join(__dirname, '../../../../../deploy/control-plane');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

function listAt(value: unknown, ...path: string[]): readonly unknown[] {
  const found = jsonAt(value, ...path);
  return isJsonList(found) ? found : [];
}

describe('the permissions of the control plane', () => {
  const manifests = listAt(parse(read('kustomization.yaml')), 'resources')
    .flatMap(file => parseAllDocuments(read(String(file))))
    .map(document => document.toJS());

  it('allow reading credentials only in namespaces where they are bound', () => {
    const reading = manifests
      .filter(({ kind }) => kind === 'ClusterRole')
      .filter(role =>
        listAt(role, 'rules').some(
          rule =>
            listAt(rule, 'resources').includes('secrets') &&
            listAt(rule, 'verbs').includes('get'),
        ),
      )
      .map(role => jsonAt(role, 'metadata', 'name'));
    expect(reading).toEqual(['promenade-credentials']);
    expect(
      manifests
        .filter(binding => reading.includes(jsonAt(binding, 'roleRef', 'name')))
        .map(({ kind, metadata }) => [kind, metadata.namespace]),
    ).toEqual([['RoleBinding', 'default']]);
  });

  it('allow creating a Secret only beside the signing key, and reading it by name', () => {
    const { namespace, name } = signingKeySecret;
    const roles = manifests.filter(
      ({ kind }) => kind === 'Role' || kind === 'ClusterRole',
    );
    const secretRules = roles.flatMap(role =>
      listAt(role, 'rules')
        .filter(rule => listAt(rule, 'resources').includes('secrets'))
        .map(rule => ({
          role: `${role.kind} ${role.metadata.name}`,
          namespace: role.metadata.namespace,
          names: listAt(rule, 'resourceNames'),
          verbs: listAt(rule, 'verbs'),
        })),
    );
    expect(secretRules.filter(rule => rule.verbs.includes('create'))).toEqual([
      {
        role: 'Role promenade-signing-key',
        namespace,
        names: [],
        verbs: ['create'],
      },
    ]);
    expect(secretRules.filter(rule => rule.namespace === namespace)).toEqual([
      expect.objectContaining({ names: [name], verbs: ['get'] }),
      expect.objectContaining({ names: [], verbs: ['create'] }),
    ]);
  });
});

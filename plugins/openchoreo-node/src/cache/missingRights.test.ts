import { componentKind, projectKind } from '@promenade/openchoreo-model';
import { deniedAccount, grantManifest, readRight } from './missingRights';

describe('grantManifest', () => {
  const rights = [projectKind, componentKind].map(readRight);

  it('grants the rights to the service account that the API names', () => {
    const account = deniedAccount(
      'projects.openchoreo.dev is forbidden: User "system:serviceaccount:portal:backstage" cannot list resource "projects"',
    );
    expect(grantManifest(rights, account)).toBe(
      [
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRole',
        'metadata:',
        '  name: backstage-openchoreo-missing',
        'rules:',
        '  - apiGroups: ["openchoreo.dev"]',
        '    resources: [projects, components]',
        '    verbs: [get, list, watch]',
        '---',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRoleBinding',
        'metadata:',
        '  name: backstage-openchoreo-missing',
        'roleRef:',
        '  apiGroup: rbac.authorization.k8s.io',
        '  kind: ClusterRole',
        '  name: backstage-openchoreo-missing',
        'subjects:',
        '  - kind: ServiceAccount',
        '    namespace: portal',
        '    name: backstage',
        '',
      ].join('\n'),
    );
  });

  it('grants the rights to a user', () => {
    const account = deniedAccount('User "ana" cannot list resource "projects"');
    expect(grantManifest(rights, account)).toContain(
      '  - kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: "ana"\n',
    );
  });
});

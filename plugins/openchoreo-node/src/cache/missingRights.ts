import type { ResourceKind } from './ResourceReader';

/**
 * A right that the Kubernetes account of the backend lacks.
 *
 * @public
 */
export interface MissingRight {
  apiGroup: string;
  /** The plural, such as `components`. */
  resource: string;
  kind: string;
  verbs: readonly string[];
}

/** What the cache does with each kind. */
const readVerbs = ['get', 'list', 'watch'] as const;

/** The right to read a kind. */
export function readRight({ group, plural, kind }: ResourceKind): MissingRight {
  return { apiGroup: group, resource: plural, kind, verbs: readVerbs };
}

/** The right that an account lacks to read a kind, in a sentence without a full stop. */
export function missingRight({ plural, group }: ResourceKind): string {
  const resource = group ? `${plural}.${group}` : plural;
  return `The Kubernetes account of the backend may not get, list and watch ${resource}`;
}

/** The account that an API server names when it denies a request. */
export function deniedAccount(message: string): string | undefined {
  return /User "([^"]+)"/.exec(message)?.[1];
}

/**
 * A manifest that grants rights.
 *
 * @param account - the user name of the account, such as `system:serviceaccount:backstage:backstage`, if it is known
 */
export function grantManifest(
  rights: readonly MissingRight[],
  account: string | undefined,
): string {
  const groups = [...new Set(rights.map(({ apiGroup }) => apiGroup))];
  const rules = groups.flatMap(apiGroup => [
    `  - apiGroups: [${JSON.stringify(apiGroup)}]`,
    `    resources: [${rights
      .filter(right => right.apiGroup === apiGroup)
      .map(({ resource }) => resource)
      .join(', ')}]`,
    `    verbs: [${readVerbs.join(', ')}]`,
  ]);
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata:',
    '  name: backstage-openchoreo-missing',
    'rules:',
    ...rules,
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
    ...subjectLines(account),
    '',
  ].join('\n');
}

function subjectLines(account: string | undefined): string[] {
  const [, namespace, name] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(account ?? '') ?? [];
  if (namespace && name) {
    return [
      '  - kind: ServiceAccount',
      `    namespace: ${namespace}`,
      `    name: ${name}`,
    ];
  }
  return [
    '  - kind: User',
    '    apiGroup: rbac.authorization.k8s.io',
    `    name: ${JSON.stringify(account ?? 'the account of the kubeconfig')}`,
  ];
}

import type { Project } from '@promenade/openchoreo-model';
import type { AccessGrant } from '../../core/access/organization-access';
import type { ReleaseResource } from '../../core/manifest';
import { cellMetadata } from './cell-metadata';

/** Id of the resource of {@link renderAccess} in the baseline Release of a cell. */
export const accessId = 'access';

/**
 * Renders who may read the objects and logs of a cell: everybody with a role in the organization. Nobody may change them, because
 * they are derived. The ClusterRole `view` is that of Kubernetes, which has no right to read Secrets.
 */
export function renderAccess(
  project: Project,
  environment: string,
  grants: readonly AccessGrant[],
): ReleaseResource[] {
  if (grants.length === 0) return [];
  const subjects = new Map(
    grants.map(({ subject }) => [JSON.stringify(subject), { ...subject }]),
  );
  return [
    {
      id: accessId,
      object: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: cellMetadata(project, environment),
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'view',
        },
        subjects: [...subjects.values()],
      },
    },
  ];
}

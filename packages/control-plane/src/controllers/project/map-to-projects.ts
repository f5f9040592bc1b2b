import type { KubeObject, ObjectKey } from '@promenade/kube-client';
import { projectKind } from '@promenade/openchoreo-model';
import { indexes } from '../../core/lookups/indexes';
import { mapMetadata } from '../../runtime/controller-definition';

/** Maps an Organization, which may be malformed, to its projects. Malformed projects wait for their own change. */
export const mapToProjectsOfOrganization = mapMetadata(
  ({ metadata: { name } }: KubeObject, read): ObjectKey[] =>
    read
      .byIndex(projectKind, indexes.namespace, name)
      .map(({ metadata }) => metadata),
);

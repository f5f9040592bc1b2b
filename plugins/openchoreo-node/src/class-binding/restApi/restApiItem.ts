import {
  annotations,
  getCondition,
  type Condition,
} from '@promenade/openchoreo-model';
import type { ResourceObject } from '../../cache/ResourceReader';
import type { RestApiItem } from '../../domain/RestApiSource';

/** The fields that the items of all kinds have. */
export function restApiItem({
  metadata,
  status,
}: Pick<ResourceObject, 'metadata'> & {
  status?: { conditions?: readonly Condition[] };
}): RestApiItem {
  const { name, creationTimestamp = '', annotations: given } = metadata;
  return {
    name,
    displayName: given?.[annotations.displayName] ?? '',
    description: given?.[annotations.description] ?? '',
    createdAt: creationTimestamp,
    status: readiness(status?.conditions),
  };
}

function readiness(conditions: readonly Condition[] | undefined): string {
  const ready = getCondition(conditions, 'Ready');
  if (!ready) return 'Unknown';
  return ready.status === 'True' ? 'Ready' : 'NotReady';
}

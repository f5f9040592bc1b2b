import {
  DeploymentState,
  deploymentStateOf,
  getCondition,
  releaseKind,
} from '@promenade/openchoreo-model';
import { dataPlaneOf } from '../data-plane-access';
import { Read } from '../runtime/read';
import { Binding, BindingStatus } from './binding';

/** The state of a binding in one word, told from its status after a pass as all pages tell it. */
export function stateOf(
  { metadata, spec }: Binding,
  status: BindingStatus,
  read: Read,
  now: Date,
): DeploymentState {
  const found = dataPlaneOf(read, metadata.namespace ?? '', spec.environment);
  const reachable =
    'reason' in found
      ? undefined
      : getCondition(found.dataPlane.status?.conditions, 'Reachable');
  const release = read.get(releaseKind, metadata);
  return deploymentStateOf({
    releaseState: spec.releaseState,
    isBeingDeleted: metadata.deletionTimestamp !== undefined,
    generation: metadata.generation,
    ready: getCondition(status.conditions, 'Ready'),
    objects: release && (release.status?.resources ?? []),
    isOutOfReach: reachable?.status === 'False',
    age: now.getTime() - Date.parse(metadata.creationTimestamp ?? ''),
  }).state;
}

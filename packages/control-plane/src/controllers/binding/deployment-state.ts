import {
  DeploymentState,
  deploymentStateOf,
  getCondition,
  observedObjects,
} from '@promenade/openchoreo-model';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { Read } from '../../runtime/read';
import { Binding, BindingStatus } from '../../core/binding/binding';
import { findRelease } from '../../core/binding/find-release';

/** Derives `status.state` of a binding from its new status. */
export function deploymentState(
  binding: Binding,
  status: BindingStatus,
  read: Read,
  now: Date,
): DeploymentState {
  const { metadata, spec } = binding;
  const found = findDataPlane(read, metadata.namespace ?? '', spec.environment);
  const reachable =
    'reason' in found
      ? undefined
      : getCondition(found.dataPlane.status?.conditions, 'Reachable');
  const release = findRelease(binding, read);
  return deploymentStateOf({
    releaseState: spec.releaseState,
    isBeingDeleted: metadata.deletionTimestamp !== undefined,
    generation: metadata.generation,
    ready: getCondition(status.conditions, 'Ready'),
    objects: release && observedObjects(release),
    isDataPlaneUnreachable: reachable?.status === 'False',
    age: now.getTime() - Date.parse(metadata.creationTimestamp ?? ''),
  }).state;
}

import { keyOf } from '@promenade/kube-client';
import {
  annotations,
  releaseKind,
  scheduledTaskBindingKind,
  type ScheduledTaskBinding,
} from '@promenade/openchoreo-model';
import {
  watchKind,
  type ControllerDefinition,
} from '../../runtime/controller-definition';
import { createdOrDeleted, valueChanged } from '../../runtime/predicates';
import { taskRunReconciler, type TaskRunDependencies } from './reconcile';

const requestedAt = ({ metadata }: ScheduledTaskBinding) =>
  metadata.annotations?.[annotations.runRequestedAt];

/** Returns the controller that starts the runs of scheduled tasks that were requested. */
export function taskRunController(
  dependencies: TaskRunDependencies,
): ControllerDefinition {
  return {
    name: 'task-run',
    kind: scheduledTaskBindingKind,
    concurrency: 4,
    // A data plane that does not respond delays only its own tasks.
    partitionOf(key, read) {
      const target = read.get(releaseKind, key)?.status?.target;
      return target ? keyOf(target.dataPlane) : '';
    },
    watches: [
      watchKind(
        scheduledTaskBindingKind,
        undefined,
        change => createdOrDeleted(change) || valueChanged(change, requestedAt),
      ),
    ],
    reconcile: taskRunReconciler(dependencies),
  };
}

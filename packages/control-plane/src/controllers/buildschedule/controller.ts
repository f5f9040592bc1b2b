import { Clock } from '@promenade/kube-client';
import { componentKind } from '@promenade/openchoreo-model';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { generationChanged } from '../../runtime/predicates';
import { buildScheduleReconciler } from './reconcile';

/** Controller of the schedules of components, which start Builds. */
export function buildScheduleController(dependencies: {
  clock: Clock;
}): ControllerDefinition {
  return {
    name: 'build-schedule',
    kind: componentKind,
    watches: [watchKind(componentKind, undefined, generationChanged)],
    reconcile: buildScheduleReconciler(dependencies),
  };
}

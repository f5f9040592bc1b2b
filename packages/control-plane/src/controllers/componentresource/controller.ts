import {
  apiClassKind,
  deploymentPipelineKind,
  projectKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { ComponentType } from '../../core/component-type/component-type';
import { watchingEnvironmentsGo } from '../../core/lookups/being-deleted';
import {
  comesOrGoes,
  isDeclaredAnew,
  isMoreThanStatus,
} from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import {
  controllerOfKind,
  namedIn,
  promotedAlong,
} from '../../core/lookups/keys-of';
import { deployableReconciler } from './reconcile';
import { indexes } from '../../core/lookups/indexes';

/** Keeps the first binding of the components of one type. */
export function deployableController(
  type: ComponentType,
  dependencies: Parameters<typeof deployableReconciler>[1],
): ControllerDefinition {
  const { deployableKind, bindingKind, classKind } = type;
  return {
    name: deployableKind.kind.toLowerCase(),
    kind: deployableKind,
    // Fewer than work on what comes of it, so that one component is finished before the next is begun.
    concurrency: 2,
    watches: [
      watching(deployableKind, undefined, isMoreThanStatus),
      watching(bindingKind, controllerOfKind(deployableKind), isDeclaredAnew),
      watching(
        workloadKind,
        namedIn(deployableKind, indexes.workload),
        isDeclaredAnew,
      ),
      watching(classKind, namedIn(deployableKind, indexes.class), comesOrGoes),
      watching(
        apiClassKind,
        namedIn(deployableKind, indexes.apiClass),
        comesOrGoes,
      ),
      watching(
        projectKind,
        namedIn(deployableKind, indexes.project),
        isDeclaredAnew,
      ),
      watching(
        deploymentPipelineKind,
        promotedAlong(deployableKind),
        isDeclaredAnew,
      ),
      watchingEnvironmentsGo(deployableKind),
    ],
    reconcile: deployableReconciler(type, dependencies),
  };
}

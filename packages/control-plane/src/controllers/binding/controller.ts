import {
  DataPlane,
  apiClassKind,
  configurationGroupKind,
  dataPlaneKind,
  environmentKind,
  isConditionTrue,
  managedResourceKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { isIsolatedAnew } from '../../core/isolation/is-isolated-anew';
import { ComponentType } from '../../core/component-type/component-type';
import { componentTypes } from '../../core/component-type/component-types';
import {
  alters,
  comesOrGoes,
  isDeclaredAnew,
  isMoreThanStatus,
} from '../../runtime/changes';
import {
  ControllerDefinition,
  underWay,
  watching,
} from '../../runtime/controller-definition';
import { mayUse, namedIn } from '../../core/lookups/keys-of';
import { controllerOf } from '../../runtime/owner-reference';
import { usersOfShared } from '../../core/lookups/shared-resource';
import { Binding } from '../../core/binding/binding';
import {
  consumersIn,
  consumersOfProject,
  demandsAnew,
  targetsIn,
} from './connected';
import { bindingReconciler } from './reconcile';
import { freesPlaces, waitingForPlace } from '../../core/binding/taken-places';
import { indexes } from '../../core/lookups/indexes';

/** Deploys the bindings of one type, and looks again when anything that a Release is rendered from changes. */
export function bindingController(
  type: ComponentType,
  dependencies: Parameters<typeof bindingReconciler>[1],
): ControllerDefinition {
  const { bindingKind, classKind } = type;
  return {
    name: bindingKind.kind.toLowerCase(),
    kind: bindingKind,
    concurrency: 8,
    watches: [
      watching(bindingKind, undefined, isMoreThanStatus),
      watching(
        releaseKind,
        release =>
          controllerOf(release)?.kind === bindingKind.kind ? [release] : [],
        undefined,
        underWay,
      ),
      watching(releaseKind, waitingForPlace(bindingKind), freesPlaces),
      watching(classKind, namedIn(bindingKind, indexes.class), isDeclaredAnew),
      watching(
        apiClassKind,
        namedIn(bindingKind, indexes.apiClass),
        isDeclaredAnew,
      ),
      watching(
        configurationGroupKind,
        namedIn(bindingKind, indexes.configurationGroup),
        isDeclaredAnew,
      ),
      watching(
        managedResourceKind,
        namedIn(bindingKind, indexes.managedResource),
        isDeclaredAnew,
      ),
      watching(
        environmentKind,
        (environment, read) =>
          usersOfShared(read, bindingKind, environment).filter(
            ({ spec }) => spec.environment === environment.metadata.name,
          ),
        isDeclaredAnew,
      ),
      watching(
        dataPlaneKind,
        mayUse(bindingKind),
        change => isDeclaredAnew(change) || alters(change, answers),
      ),
      watching(
        projectKind,
        namedIn(bindingKind, indexes.project),
        isIsolatedAnew,
      ),
      watching(projectKind, consumersOfProject(bindingKind), isIsolatedAnew),
      ...componentTypes.flatMap(({ bindingKind: peerKind }) => [
        watching(
          peerKind,
          consumersIn(bindingKind),
          change => comesOrGoes(change) || alters(change, endpointsOf),
        ),
        watching(peerKind, targetsIn(bindingKind), demandsAnew),
      ]),
    ],
    reconcile: bindingReconciler(type, dependencies),
  };
}

/** What a connection needs to know: where endpoints are reached, and on which port of a pod. */
function endpointsOf({ spec, status }: Binding) {
  return [spec.workloadSpec.endpoints, status?.endpoints];
}

/** What runs on a data plane that does not answer is not known. */
function answers({ status }: DataPlane): boolean {
  return isConditionTrue(status?.conditions, 'Reachable');
}

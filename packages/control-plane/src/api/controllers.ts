import {
  APIBinding,
  Release,
  apiBindingKind,
  apiClassKind,
  apiKind,
  dataPlaneKind,
  environmentKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Clock } from '@promenade/kube-client';
import { freesPlaces, waitingForPlace } from '../binding/taken-places';
import { isIsolatedAnew } from '../cells/is-isolated-anew';
import { watchingEnvironmentsGo } from '../environment/being-deleted';
import { componentTypes } from '../component-type/component-types';
import { isDeclaredAnew, isMoreThanStatus } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { componentIndexValue } from '../runtime/indexes';
import { controllerOfKind, mayUse, namedIn } from '../runtime/keys-of';
import { Read } from '../runtime/read';
import { usersOfShared } from '../runtime/shared-resource';
import { apiBindingReconciler } from './reconcile-api-binding';
import { apiReconciler } from './reconcile-api';

const bindingsOfAPI = namedIn(apiBindingKind, 'api');
const apisOfProject = namedIn(apiKind, 'project');

/** Whom a Release concerns that may have become a component's: the APIBinding of its name, which then makes another. */
function boundUnderItsName({ metadata }: Release, read: Read): APIBinding[] {
  const binding = read.get(apiBindingKind, metadata);
  return binding ? [binding] : [];
}

/** Binds APIs that stand on their own to their environments. */
export function apiController(dependencies: {
  clock: Clock;
}): ControllerDefinition {
  return {
    name: 'api',
    kind: apiKind,
    watches: [
      watching(apiKind),
      watching(apiBindingKind, binding => [
        ...controllerOfKind(apiKind)(binding),
        { namespace: binding.metadata.namespace, name: binding.spec.apiName },
      ]),
      watchingEnvironmentsGo(apiKind),
    ],
    reconcile: apiReconciler(dependencies),
  };
}

/** Offers APIs where they are bound to, and looks again when anything that their routes are rendered from changes. */
export function apiBindingController(dependencies: {
  clock: Clock;
}): ControllerDefinition {
  return {
    name: 'apibinding',
    kind: apiBindingKind,
    concurrency: 4,
    watches: [
      watching(apiBindingKind),
      watching(releaseKind, controllerOfKind(apiBindingKind)),
      watching(releaseKind, boundUnderItsName, isMoreThanStatus),
      watching(releaseKind, waitingForPlace(apiBindingKind), freesPlaces),
      watching(apiKind, bindingsOfAPI, isDeclaredAnew),
      watching(
        apiClassKind,
        namedIn(apiBindingKind, 'apiClass'),
        isDeclaredAnew,
      ),
      watching(
        environmentKind,
        (environment, read) =>
          usersOfShared(read, apiBindingKind, environment).filter(
            ({ spec }) => spec.environmentName === environment.metadata.name,
          ),
        isDeclaredAnew,
      ),
      watching(dataPlaneKind, mayUse(apiBindingKind), isDeclaredAnew),
      watching(
        projectKind,
        (project, read) =>
          apisOfProject(project, read).flatMap(api => bindingsOfAPI(api, read)),
        isIsolatedAnew,
      ),
      ...componentTypes.map(({ bindingKind }) =>
        watching(
          bindingKind,
          ({ metadata: { namespace = '' }, spec: { owner } }, read) =>
            read
              .byIndex(
                apiKind,
                'component',
                componentIndexValue(namespace, owner),
              )
              .flatMap(api => bindingsOfAPI(api, read)),
          isDeclaredAnew,
        ),
      ),
    ],
    reconcile: apiBindingReconciler(dependencies),
  };
}

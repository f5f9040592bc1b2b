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
import { freesPlaces, waitingForPlace } from '../../core/binding/taken-places';
import { isIsolatedAnew } from '../../core/isolation/is-isolated-anew';
import { watchingEnvironmentsGo } from '../../core/lookups/being-deleted';
import { componentTypes } from '../../core/component-type/component-types';
import { isDeclaredAnew, isMoreThanStatus } from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import { indexes, componentIndexValue } from '../../core/lookups/indexes';
import { controllerOfKind, mayUse, namedIn } from '../../core/lookups/keys-of';
import { Read } from '../../runtime/read';
import { usersOfShared } from '../../core/lookups/shared-resource';
import { apiBindingReconciler } from '../apibinding/reconcile';
import { apiReconciler } from './reconcile';

const bindingsOfAPI = namedIn(apiBindingKind, indexes.api);
const apisOfProject = namedIn(apiKind, indexes.project);

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
        namedIn(apiBindingKind, indexes.apiClass),
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
                indexes.component,
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

import {
  apiBindingKind,
  apiClassKind,
  apiKind,
  dataPlaneKind,
  environmentKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Clock, KubeObject, ObjectKey } from '@promenade/kube-client';
import { isIsolatedAnew } from '../cells/is-isolated-anew';
import { componentTypes } from '../component-type/component-types';
import { isDeclaredAnew } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { componentIndexValue, inNamespace } from '../runtime/indexes';
import { controllerOf } from '../runtime/owner-reference';
import { usersOfShared } from '../runtime/shared-resource';
import { apiBindingReconciler } from './reconcile-api-binding';
import { apiReconciler } from './reconcile-api';

/** Whom an object is controlled by, where it is of a kind. */
function controllerOfKind(object: KubeObject, kind: string): ObjectKey[] {
  const controller = controllerOf(object);
  const { namespace } = object.metadata;
  return controller?.kind === kind
    ? [{ namespace, name: controller.name }]
    : [];
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
        ...controllerOfKind(binding, apiKind.kind),
        { namespace: binding.metadata.namespace, name: binding.spec.apiName },
      ]),
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
      watching(releaseKind, release =>
        controllerOfKind(release, apiBindingKind.kind),
      ),
      watching(
        apiKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(apiBindingKind, 'api', inNamespace(namespace, name)),
        isDeclaredAnew,
      ),
      watching(
        apiClassKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(
            apiBindingKind,
            'apiClass',
            inNamespace(namespace, name),
          ),
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
      watching(
        dataPlaneKind,
        (dataPlane, read) => usersOfShared(read, apiBindingKind, dataPlane),
        isDeclaredAnew,
      ),
      watching(
        projectKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read
            .byIndex(apiKind, 'project', inNamespace(namespace, name))
            .flatMap(({ metadata }) =>
              read.byIndex(
                apiBindingKind,
                'api',
                inNamespace(namespace, metadata.name),
              ),
            ),
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
              .flatMap(({ metadata: { name } }) =>
                read.byIndex(
                  apiBindingKind,
                  'api',
                  inNamespace(namespace, name),
                ),
              ),
          isDeclaredAnew,
        ),
      ),
    ],
    reconcile: apiBindingReconciler(dependencies),
  };
}

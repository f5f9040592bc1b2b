import { isDeepStrictEqual } from 'node:util';
import { ObjectChange } from '@promenade/kube-client';
import {
  DataPlane,
  apiClassKind,
  configurationGroupKind,
  dataPlaneKind,
  environmentKind,
  isConditionTrue,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { isIsolatedAnew } from '../cells/is-isolated-anew';
import { ComponentType } from '../component-type/component-type';
import { componentTypes } from '../component-type/component-types';
import { comesOrGoes, isDeclaredAnew } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { componentIndexValue, inNamespace } from '../runtime/indexes';
import { controllerOf } from '../runtime/owner-reference';
import { usersOfShared } from '../runtime/shared-resource';
import { Binding } from './binding';
import { bindingReconciler } from './reconcile';

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
      watching(bindingKind),
      watching(releaseKind, release =>
        controllerOf(release)?.kind === bindingKind.kind ? [release] : [],
      ),
      watching(
        classKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(bindingKind, 'class', inNamespace(namespace, name)),
        isDeclaredAnew,
      ),
      watching(
        apiClassKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(bindingKind, 'apiClass', inNamespace(namespace, name)),
        isDeclaredAnew,
      ),
      watching(
        configurationGroupKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(
            bindingKind,
            'configurationGroup',
            inNamespace(namespace, name),
          ),
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
        (dataPlane, read) => usersOfShared(read, bindingKind, dataPlane),
        change => isDeclaredAnew(change) || answersAnew(change),
      ),
      watching(
        projectKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(bindingKind, 'project', inNamespace(namespace, name)),
        isIsolatedAnew,
      ),
      ...componentTypes.map(({ bindingKind: peerKind }) =>
        watching(
          peerKind,
          (
            { metadata: { namespace = '' }, spec: { owner, environment } },
            read,
          ) =>
            read
              .byIndex(
                bindingKind,
                'connectsTo',
                componentIndexValue(namespace, owner),
              )
              .filter(({ spec }) => spec.environment === environment),
          endpointsChange,
        ),
      ),
    ],
    reconcile: bindingReconciler(type, dependencies),
  };
}

function endpointsChange(change: ObjectChange<Binding>): boolean {
  return (
    comesOrGoes(change) ||
    (change.type === 'update' &&
      !isDeepStrictEqual(
        endpointsOf(change.before),
        endpointsOf(change.object),
      ))
  );
}

/** What a connection needs to know: where endpoints are reached, and on which port of a pod. */
function endpointsOf({ spec, status }: Binding) {
  return [spec.workloadSpec.endpoints, status?.endpoints];
}

/** What runs on a data plane that does not answer is not known. */
function answersAnew(change: ObjectChange<DataPlane>): boolean {
  const answers = ({ status }: DataPlane) =>
    isConditionTrue(status?.conditions, 'Reachable');
  return (
    change.type === 'update' &&
    answers(change.before) !== answers(change.object)
  );
}

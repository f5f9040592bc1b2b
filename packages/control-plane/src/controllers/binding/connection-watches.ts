import { KubeObject, ObjectChange } from '@promenade/kube-client';
import { WorkloadConnection, trackOf } from '@promenade/openchoreo-model';
import { bindingTypes } from '../../core/component-type/binding-types';
import { targetComponent } from '../../core/effective-binding/connections/peer';
import { mapMetadata } from '../../runtime/controller-definition';
import { valueChanged } from '../../runtime/predicates';
import {
  indexes,
  componentIndexValue,
  inNamespace,
} from '../../core/lookups/indexes';
import { Read, TypedResource } from '../../runtime/read';
import { Binding } from '../../core/binding/binding';
import { workloadsOf } from '../../core/binding/canary';
import { sortedEntries } from '../../runtime/sort';

/** Map function from a binding to the bindings that connect to it, in its environment. */
export function listConsumers<T extends Binding>(
  bindingKind: TypedResource<T>,
) {
  return (
    { metadata: { namespace = '' }, spec: { owner, environment } }: Binding,
    read: Read,
  ): T[] =>
    read
      .byIndex(
        bindingKind,
        indexes.connectedComponent,
        componentIndexValue(namespace, owner),
      )
      .filter(({ spec }) => spec.environment === environment);
}

/** Map function from a project to the bindings that connect to its components. Their policies depend on its isolation. */
export function listConsumersOfProject<T extends Binding>(
  bindingKind: TypedResource<T>,
) {
  const consumers = listConsumers(bindingKind);
  return mapMetadata(
    ({ metadata: { namespace = '', name } }: KubeObject, read: Read): T[] =>
      bindingTypes.flatMap(({ bindingKind: peerKind }) =>
        read
          .byIndex(peerKind, indexes.project, inNamespace(namespace, name))
          .flatMap(peer => consumers(peer, read)),
      ),
  );
}

/** Map function from a binding to the targets of its demanding connections, whose rendering depends on them. */
export function listConnectionTargets<T extends Binding>(
  bindingKind: TypedResource<T>,
) {
  return (
    { metadata: { namespace = '' }, spec }: Binding,
    read: Read,
  ): readonly T[] =>
    demandingConnections({ spec }).flatMap(([, connection]) => {
      const target = targetComponent(connection, spec.owner.projectName);
      return target
        ? read
            .byIndex(
              bindingKind,
              indexes.component,
              componentIndexValue(namespace, {
                projectName: target.project,
                componentName: target.component,
              }),
            )
            .filter(
              binding =>
                binding.spec.environment === spec.environment &&
                trackOf(binding) === target.track,
            )
        : [];
    });
}

/** The demanding connections of a binding changed, or it was deployed or undeployed. */
export function connectionDemandsChanged(
  change: ObjectChange<Binding>,
): boolean {
  return change.type === 'update'
    ? valueChanged(change, demandingConnections) ||
        valueChanged(change, isDeployed)
    : demandingConnections(change.object).length > 0;
}

/** The connections of a binding and its canary that the rendering of their target depends on: those with a policy, with mutual authentication, and from other projects. */
function demandingConnections({
  spec,
}: Pick<Binding, 'spec'>): [string, WorkloadConnection][] {
  return workloadsOf(spec)
    .flatMap(({ connections = {} }) => sortedEntries(connections))
    .filter(([, { params, security, policy }]) => {
      const project = params?.projectName || spec.owner.projectName;
      return security || policy || project !== spec.owner.projectName;
    });
}

function isDeployed({ spec }: Binding): boolean {
  return spec.releaseState !== 'Undeploy';
}

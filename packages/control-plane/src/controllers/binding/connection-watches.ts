import { ObjectChange } from '@promenade/kube-client';
import { Project, WorkloadConnection } from '@promenade/openchoreo-model';
import { componentTypes } from '../../core/component-type/component-types';
import { targetComponent } from '../../core/effective-binding/connections/peer';
import { valueChanged } from '../../runtime/predicates';
import {
  indexes,
  componentIndexValue,
  inNamespace,
} from '../../core/lookups/indexes';
import { Read, TypedResource } from '../../runtime/read';
import { Binding } from '../../core/binding/binding';

/** Whom a change of a component concerns: those that connect to it in its environment. */
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

/** Whom the isolation of a project concerns: those that connect to its components. */
export function listConsumersOfProject<T extends Binding>(
  bindingKind: TypedResource<T>,
) {
  const consumers = listConsumers(bindingKind);
  return ({ metadata: { namespace = '', name } }: Project, read: Read): T[] =>
    componentTypes.flatMap(({ bindingKind: peerKind }) =>
      read
        .byIndex(peerKind, indexes.project, inNamespace(namespace, name))
        .flatMap(peer => consumers(peer, read)),
    );
}

/** Whom the connections of a binding concern: what a component is rendered to follows from what others ask of it. */
export function listConnectionTargets<T extends Binding>(
  bindingKind: TypedResource<T>,
) {
  return (
    { metadata: { namespace = '' }, spec }: Binding,
    read: Read,
  ): readonly T[] =>
    Object.values(demandingConnections({ spec })).flatMap(connection => {
      const wanted = targetComponent(connection, spec.owner.projectName);
      return wanted
        ? read
            .byIndex(
              bindingKind,
              indexes.component,
              componentIndexValue(namespace, {
                projectName: wanted.project,
                componentName: wanted.component,
              }),
            )
            .filter(target => target.spec.environment === spec.environment)
        : [];
    });
}

/** Whether a binding asks something else of the components that it connects to. */
export function connectionDemandsChanged(
  change: ObjectChange<Binding>,
): boolean {
  return change.type === 'update'
    ? valueChanged(change, demandingConnections) ||
        valueChanged(change, isDeployed)
    : Object.keys(demandingConnections(change.object)).length > 0;
}

/** The connections of a binding that ask more of their target than to be there. */
function demandingConnections({ spec }: Pick<Binding, 'spec'>): {
  [name: string]: WorkloadConnection;
} {
  const { connections = {} } = spec.workloadSpec;
  return Object.fromEntries(
    Object.entries(connections).filter(([, { params, security, policy }]) => {
      const project = params?.projectName || spec.owner.projectName;
      return security || policy || project !== spec.owner.projectName;
    }),
  );
}

function isDeployed({ spec }: Binding): boolean {
  return spec.releaseState !== 'Undeploy';
}

import { ObjectChange } from '@promenade/kube-client';
import { Project, WorkloadConnection } from '@promenade/openchoreo-model';
import { componentTypes } from '../../core/component-type/component-types';
import { connectionTarget } from '../../core/effective-binding/connections/peer';
import { alters } from '../../runtime/changes';
import {
  indexes,
  componentIndexValue,
  inNamespace,
} from '../../core/lookups/indexes';
import { Read, TypedResource } from '../../runtime/read';
import { Binding } from '../../core/binding/binding';

/** Whom a change of a component concerns: those that connect to it in its environment. */
export function consumersIn<T extends Binding>(bindingKind: TypedResource<T>) {
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
export function consumersOfProject<T extends Binding>(
  bindingKind: TypedResource<T>,
) {
  const consumers = consumersIn(bindingKind);
  return ({ metadata: { namespace = '', name } }: Project, read: Read): T[] =>
    componentTypes.flatMap(({ bindingKind: peerKind }) =>
      read
        .byIndex(peerKind, indexes.project, inNamespace(namespace, name))
        .flatMap(peer => consumers(peer, read)),
    );
}

/** Whom the connections of a binding concern: what a component is rendered to follows from what others ask of it. */
export function targetsIn<T extends Binding>(bindingKind: TypedResource<T>) {
  return (
    { metadata: { namespace = '' }, spec }: Binding,
    read: Read,
  ): readonly T[] =>
    Object.values(demandsOf({ spec })).flatMap(connection => {
      const wanted = connectionTarget(connection, spec.owner.projectName);
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
export function demandsAnew(change: ObjectChange<Binding>): boolean {
  return change.type === 'update'
    ? alters(change, demandsOf) || alters(change, isDeployed)
    : Object.keys(demandsOf(change.object)).length > 0;
}

/** The connections of a binding that ask more of their target than to be there. */
function demandsOf({ spec }: Pick<Binding, 'spec'>): {
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

import {
  apiClassKind,
  configurationGroupKind,
  managedResourceKind,
  trackOf,
  type APIClass,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';
import { compareText, sortedEntries } from '../../runtime/sort';
import type { Binding } from '../binding/binding';
import { findRelease } from '../binding/find-release';
import { routeOwnerLookup } from '../binding/route-owners';
import { findBinding } from '../component-type/bindings';
import { bindingTypes } from '../component-type/binding-types';
import { findIsolation } from '../isolation/find-isolation';
import type { Isolation } from '../isolation/isolation';
import { findDataPlane } from '../lookups/find-data-plane';
import { componentIndexValue, indexes } from '../lookups/indexes';
import type { FindRouteOwner } from './apis/route-keys';
import {
  targetComponent,
  type ComponentRef,
  type Consumer,
  type FindPeer,
} from './connections/peer';
import type { ConnectionContext } from './connections/connection-context';
import { resolveHosts, type Hosts } from './hosts';
import { canaryTarget, renderTarget, type RenderTarget } from './target';

/** What a binding is resolved with. Every lookup is a read of the cache. */
export interface BindingLookups extends ConnectionContext {
  readonly hosts: Hosts;
  readonly findApiClass: (name: string) => APIClass | undefined;
  readonly findRouteOwner: FindRouteOwner;
  /** Connections of other components to this one, in the same environment. */
  readonly consumers: readonly Consumer[];
  /** Isolation of the cell. */
  readonly isolation: Isolation;
}

/** The lookups of a binding in the cache. */
export function bindingLookups(binding: Binding, read: Read): BindingLookups {
  const { metadata, spec } = binding;
  const { namespace = '' } = metadata;
  const found = findDataPlane(read, namespace, spec.environment);
  const dataPlane = 'reason' in found ? undefined : found.dataPlane;
  return {
    hosts: findHosts(read, namespace, spec.environment),
    dataPlane,
    findRouteOwner: routeOwnerLookup(read, metadata, spec.environment),
    findPeer: peerLookup(binding, read),
    findManagedResource: name =>
      read.get(managedResourceKind, { namespace, name }),
    findApiClass: name => read.get(apiClassKind, { namespace, name }),
    configuration: {
      findGroup: name => read.get(configurationGroupKind, { namespace, name }),
      describeInvalidGroup: name =>
        invalidObjectError(read, configurationGroupKind, { namespace, name }),
      secretStore: dataPlane?.spec.secretStore,
    },
    consumers: listConsumersOf(binding, read),
    isolation: findIsolation(
      read,
      {
        organization: namespace,
        project: spec.owner.projectName,
        environment: spec.environment,
      },
      findRelease(binding, read),
    ),
  };
}

/** The gateway hosts of an environment; the defaults while it or its data plane does not exist. */
export function findHosts(
  read: Read,
  organization: string,
  environment: string,
): Hosts {
  const found = findDataPlane(read, organization, environment);
  return 'reason' in found
    ? resolveHosts(environment)
    : resolveHosts(environment, found.environment, found.dataPlane);
}

/** Finds the components that connections point at, in the environment and organization of the binding. */
function peerLookup({ metadata, spec }: Binding, read: Read): FindPeer {
  const organization = metadata.namespace ?? '';
  const { environment } = spec;
  return ({ project, component, track }) => {
    const owner = { projectName: project, componentName: component };
    const peer = findBinding(
      read,
      organization,
      owner,
      environment,
      track,
    )?.binding;
    const endpoints = peer?.status?.endpoints;
    if (!peer || !endpoints?.length) {
      return undefined;
    }
    const target = renderTarget(peer);
    const { canary, workloadSpec } = peer.spec;
    const { mode } = findIsolation(
      read,
      { organization, project, environment },
      findRelease(peer, read),
    );
    return {
      project,
      component,
      track,
      namespace: target.namespace,
      labels: target.labels,
      workload: workloadSpec,
      canary: canary && {
        labels: canaryTarget(target).labels,
        workload: canary.workloadSpec,
      },
      endpoints,
      isEnforced: mode === 'Enforced',
    };
  };
}

/** The connections of other components that point at a component, in its environment, by binding and name. */
function listConsumersOf(binding: Binding, read: Read): Consumer[] {
  const {
    metadata: { namespace = '' },
    spec: { owner, environment },
  } = binding;
  const wanted = {
    project: owner.projectName,
    component: owner.componentName,
    track: trackOf(binding),
  };
  return bindingTypes
    .flatMap(({ bindingKind }) =>
      read.byIndex(
        bindingKind,
        indexes.connectedComponent,
        componentIndexValue(namespace, owner),
      ),
    )
    .filter(
      consumer =>
        consumer.spec.environment === environment &&
        consumer.spec.releaseState !== 'Undeploy' &&
        !consumer.metadata.deletionTimestamp,
    )
    .sort((a, b) => compareText(a.metadata.name, b.metadata.name))
    .flatMap(consumer => {
      const target = renderTarget(consumer);
      const { workloadSpec, canary } = consumer.spec;
      return [
        ...connectionsTo(wanted, target, workloadSpec),
        ...(canary
          ? connectionsTo(wanted, canaryTarget(target), canary.workloadSpec)
          : []),
      ];
    });
}

/** The connections of a workload that point at a component. */
function connectionsTo(
  { project, component, track }: ComponentRef,
  target: RenderTarget,
  { connections }: WorkloadTemplate,
): Consumer[] {
  return sortedEntries(connections)
    .filter(([, connection]) => {
      const wanted = targetComponent(connection, target.project);
      return (
        wanted?.project === project &&
        wanted.component === component &&
        wanted.track === track
      );
    })
    .map(([name, connection]) => ({ target, name, connection }));
}

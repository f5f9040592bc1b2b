import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  managedResourceKind,
  type WorkloadConnection,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { PeerSnapshot } from '../domain/ComponentSnapshot';
import { bindingsOf, type Binding } from './bindings';

/** The components that the connections of a component name, in any environment. */
export function peersOf(
  reader: ResourceReader,
  ref: ComponentRef,
): PeerSnapshot[] {
  const targets = connectionsOf(reader, ref).flatMap(
    connection => targetOf(connection, ref.project) ?? [],
  );
  const distinct = new Map(
    targets.map(target => [`${target.project}/${target.component}`, target]),
  );
  return [...distinct.values()].map(target => ({
    ...target,
    endpoints: endpointsByEnvironment(reader, {
      organization: ref.organization,
      ...target,
    }),
  }));
}

/** The environments that the managed resources of a component's connections define, by name of the resource. */
export function managedResourcesOf(
  reader: ResourceReader,
  ref: ComponentRef,
): Map<string, string[]> {
  const names = connectionsOf(reader, ref).flatMap(
    ({ managed }) => managed?.resource ?? [],
  );
  const resources = [...new Set(names)].flatMap(
    name =>
      reader.get(managedResourceKind, {
        namespace: ref.organization,
        name,
      }) ?? [],
  );
  return new Map(
    resources.map(({ metadata, spec }) => [
      metadata.name,
      spec.environments.map(({ environment }) => environment),
    ]),
  );
}

function connectionsOf(
  reader: ResourceReader,
  ref: ComponentRef,
): WorkloadConnection[] {
  return bindingsOf(reader, ref).flatMap(({ binding }) =>
    Object.values(binding.spec.workloadSpec.connections ?? {}),
  );
}

function targetOf(
  { type, params = {} }: WorkloadConnection,
  ownProject: string,
): { project: string; component: string } | undefined {
  const { projectName, componentName } = params;
  return (type === 'api' || type === 'internal') && componentName
    ? { project: projectName || ownProject, component: componentName }
    : undefined;
}

function endpointsByEnvironment(
  reader: ResourceReader,
  ref: ComponentRef,
): Map<string, string[]> {
  return new Map(
    bindingsOf(reader, ref)
      .map(({ binding }) => binding)
      .filter(
        ({ metadata, spec }) =>
          spec.releaseState === 'Active' && !metadata.deletionTimestamp,
      )
      .map(binding => [binding.spec.environment, endpointNames(binding)]),
  );
}

/** The declared endpoints and those of the status, which may lag behind or include endpoints of APIs. */
function endpointNames({ spec, status }: Binding): string[] {
  const names = [
    ...Object.keys(spec.workloadSpec.endpoints ?? {}),
    ...(status?.endpoints ?? []).map(({ name }) => name),
  ];
  return [...new Set(names)];
}

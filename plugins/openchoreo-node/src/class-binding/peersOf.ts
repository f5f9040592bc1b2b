import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { WorkloadConnection } from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { PeerSnapshot } from '../domain/ComponentSnapshot';
import { bindingsOf, type Binding } from './bindings';

/** The components that the connections of a component lead to, in whatever environment it has them. */
export function peersOf(
  reader: ResourceReader,
  ref: ComponentRef,
): PeerSnapshot[] {
  const connections = bindingsOf(reader, ref).flatMap(({ binding }) =>
    Object.values(binding.spec.workloadSpec.connections ?? {}),
  );
  const targets = connections.flatMap(
    connection => targetOf(connection, ref.project) ?? [],
  );
  const distinct = new Map(
    targets.map(target => [`${target.project}/${target.component}`, target]),
  );
  return [...distinct.values()].map(target => ({
    ...target,
    endpoints: endpointsOf(reader, {
      organization: ref.organization,
      ...target,
    }),
  }));
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

function endpointsOf(
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

/** Those of the workload, which will be told of in a moment, and those that the platform tells of already. */
function endpointNames({ spec, status }: Binding): string[] {
  const names = [
    ...Object.keys(spec.workloadSpec.endpoints ?? {}),
    ...(status?.endpoints ?? []).map(({ name }) => name),
  ];
  return [...new Set(names)];
}

import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { ResourceReader } from '../cache/ResourceReader';
import type { PeerSnapshot } from '../domain/ComponentSnapshot';
import { bindingsOf } from './bindings';
import type { EndpointDependency } from './componentKinds';
import type { ReleaseBinding } from './deploymentKinds';
import { releaseOf } from './releases';

/** The endpoints that a binding depends on. */
export function dependenciesOf(
  reader: ResourceReader,
  binding: ReleaseBinding,
): EndpointDependency[] {
  return (
    releaseOf(reader, binding)?.spec.workload.dependencies?.endpoints ?? []
  );
}

/** The components that a component depends on, in any environment. */
export function peersOf(
  reader: ResourceReader,
  ref: ComponentRef,
): PeerSnapshot[] {
  const targets = bindingsOf(reader, ref)
    .flatMap(binding => dependenciesOf(reader, binding))
    .map(({ project = ref.project, component }) => ({ project, component }));
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

function endpointsByEnvironment(
  reader: ResourceReader,
  ref: ComponentRef,
): Map<string, string[]> {
  return new Map(
    bindingsOf(reader, ref)
      .filter(
        ({ metadata, spec }) =>
          spec.state === 'Active' && !metadata.deletionTimestamp,
      )
      .map(binding => [
        binding.spec.environment,
        Object.keys(releaseOf(reader, binding)?.spec.workload.endpoints ?? {}),
      ]),
  );
}

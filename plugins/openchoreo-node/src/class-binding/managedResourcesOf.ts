import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { managedResourceKind } from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import { bindingsOf } from './bindings';

/** The environments that the managed resources which a component connects to are described for, by resource. */
export function managedResourcesOf(
  reader: ResourceReader,
  ref: ComponentRef,
): Map<string, string[]> {
  const names = bindingsOf(reader, ref).flatMap(({ binding }) =>
    Object.values(binding.spec.workloadSpec.connections ?? {}).flatMap(
      ({ managed }) => managed?.resource ?? [],
    ),
  );
  const described = [...new Set(names)].flatMap(name => {
    const resource = reader.get(managedResourceKind, {
      namespace: ref.organization,
      name,
    });
    return resource ? [resource] : [];
  });
  return new Map(
    described.map(({ metadata, spec }) => [
      metadata.name,
      spec.environments.map(({ environment }) => environment),
    ]),
  );
}

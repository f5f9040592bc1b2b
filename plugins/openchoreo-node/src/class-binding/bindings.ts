import {
  scheduledTaskBindingKind,
  serviceBindingKind,
  webApplicationBindingKind,
  type KindDefinition,
  type ScheduledTaskBinding,
  type ServiceBinding,
  type WebApplicationBinding,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';

/** What should run in an environment: OpenChoreo has one kind of it for each type of component. */
export type Binding =
  | ServiceBinding
  | WebApplicationBinding
  | ScheduledTaskBinding;

/** The kinds of bindings. All share one shape, but that only services have APIs. */
export const bindingKinds: readonly KindDefinition<Binding>[] = [
  serviceBindingKind,
  webApplicationBindingKind,
  scheduledTaskBindingKind,
];

/** A binding and which kind it is of. */
export interface FoundBinding {
  kind: KindDefinition<Binding>;
  binding: Binding;
}

/**
 * The bindings of a component, one for each environment. Where there are two for one, which nobody should have made, the
 * older one counts.
 */
export function bindingsOf(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
): FoundBinding[] {
  const value = indexValue(organization, project, component);
  const found = bindingKinds
    .flatMap(kind =>
      reader
        .byIndex(kind, 'component', value)
        .map(binding => ({ kind, binding })),
    )
    .sort((a, b) => ageOf(a.binding).localeCompare(ageOf(b.binding), 'en'));
  const byEnvironment = new Map<string, FoundBinding>();
  for (const item of found) {
    const { environment } = item.binding.spec;
    if (!byEnvironment.has(environment)) byEnvironment.set(environment, item);
  }
  return [...byEnvironment.values()];
}

function ageOf({ metadata }: Binding): string {
  return `${metadata.creationTimestamp ?? ''} ${metadata.name}`;
}

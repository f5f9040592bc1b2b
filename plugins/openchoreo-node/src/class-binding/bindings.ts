import {
  componentBindingKind,
  scheduledTaskBindingKind,
  serviceBindingKind,
  webApplicationBindingKind,
  type ComponentBinding,
  type KindDefinition,
  type ScheduledTaskBinding,
  type ServiceBinding,
  type WebApplicationBinding,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';

/** The desired state of a component in an environment. OpenChoreo has one kind for each type of component. */
export type Binding =
  | ServiceBinding
  | WebApplicationBinding
  | ScheduledTaskBinding
  | ComponentBinding;

/** The kinds of bindings of OpenChoreo v0.3.2. */
export const classBindingKinds: readonly KindDefinition<Binding>[] = [
  serviceBindingKind,
  webApplicationBindingKind,
  scheduledTaskBindingKind,
];

/**
 * The kinds of bindings. Their specs are equal, except that only a ServiceBinding has APIs, and only a ComponentBinding a component
 * type.
 */
export const bindingKinds: readonly KindDefinition<Binding>[] = [
  ...classBindingKinds,
  componentBindingKind,
];

/** A binding and its kind. */
export interface FoundBinding {
  kind: KindDefinition<Binding>;
  binding: Binding;
}

/** The bindings of a component, one for each environment. Where an environment has several, the oldest one. */
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

/** The binding of a component in an environment. */
export function findBinding(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
): FoundBinding | undefined {
  return bindingsOf(reader, ref).find(
    ({ binding }) => binding.spec.environment === environment,
  );
}

function ageOf({ metadata }: Binding): string {
  return `${metadata.creationTimestamp ?? ''} ${metadata.name}`;
}

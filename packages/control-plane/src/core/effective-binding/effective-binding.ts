import type {
  APIClass,
  ComponentBinding,
  DataPlane,
  ScheduledTaskBinding,
  ScheduledTaskClass,
  ServiceAPI,
  ServiceBinding,
  ServiceClass,
  WebApplicationBinding,
  WebApplicationClass,
} from '@promenade/openchoreo-model';
import { isJsonObject } from '../../runtime/json';
import type { Binding } from '../binding/binding';
import { canarySpec } from '../binding/canary';
import type { Readiness } from '../binding/readiness';
import type { ComponentDefinitions } from '../component-type/definitions';
import type { Isolation } from '../isolation/isolation';
import type { Problem } from '../problem';
import type { FindRouteOwner } from './apis/route-keys';
import type { BindingLookups } from './binding-lookups';
import {
  resolveConfiguration,
  type ResolvedConfiguration,
} from './configuration/resolve-configuration';
import type { SecretStore } from './configuration/values';
import {
  resolveConnections,
  type ResolvedConnections,
} from './connections/resolve-connections';
import type { Consumer } from './connections/peer';
import { resolveSpec } from './effective-spec';
import { resolveRegistry } from './registry';
import type { Hosts } from './hosts';
import { canaryTarget, renderTarget, type RenderTarget } from './target';
import { validateOwner } from './validate-names';

/**
 * A binding with everything that follows from it and from the objects that it refers to, each resolved once per reconcile.
 * Rendering, network policies, routes of consumers and status read this and nothing else.
 */
export interface EffectiveBinding<B extends Binding = Binding, C = unknown> {
  readonly kind: B['kind'];
  /** The binding; its spec has `envOverrides` applied. */
  readonly binding: B;
  /** The class; of a ComponentBinding its component type and traits. */
  readonly class: C;
  /** The declared APIs, and one for each endpoint whose visibility reaches beyond the project. Overrides are applied. */
  readonly apis: { readonly [name: string]: ServiceAPI };
  /** The APIClasses of `apis` that exist, by name. */
  readonly apiClasses: { readonly [name: string]: APIClass };
  readonly target: RenderTarget;
  readonly hosts: Hosts;
  /** Data plane of the environment; undefined if the environment or the data plane does not exist. */
  readonly dataPlane?: Pick<DataPlane, 'metadata' | 'spec'>;
  /** Isolation of the cell. */
  readonly isolation: Isolation;
  /** The resolved connections of the workload. */
  readonly connections: ResolvedConnections;
  /** Connections of other components to this one. */
  readonly consumers: readonly Consumer[];
  /** The resolved references to ConfigurationGroups and Secrets. */
  readonly configuration: ResolvedConfiguration;
  /** Secret store of the data plane. */
  readonly secretStore?: SecretStore;
  readonly findRouteOwner: FindRouteOwner;
  /**
   * The canary, as if it were the release of the binding, with names and labels of its own; or what it refers to and
   * cannot be rendered without. Undefined where the binding has none.
   */
  readonly canary?: EffectiveBinding<B, C> | MissingReference;
  /** Problems of the owner and the overrides. */
  readonly problems: readonly Problem[];
}

/** What a binding refers to and cannot be rendered without, as its Ready condition. */
export interface MissingReference {
  readonly readiness: Readiness;
}

/** Whether an object was not found. No object of a cluster has a readiness. */
export function isMissingReference(found: unknown): found is MissingReference {
  return isJsonObject(found) && 'readiness' in found;
}

export type EffectiveServiceBinding = EffectiveBinding<
  ServiceBinding,
  ServiceClass
>;
export type EffectiveWebApplicationBinding = EffectiveBinding<
  WebApplicationBinding,
  WebApplicationClass
>;
export type EffectiveScheduledTaskBinding = EffectiveBinding<
  ScheduledTaskBinding,
  ScheduledTaskClass
>;

export type EffectiveTypedBinding = EffectiveBinding<
  ComponentBinding,
  ComponentDefinitions
>;

/** The effective binding of a component; `kind` tells which. */
export type EffectiveComponentBinding =
  | EffectiveServiceBinding
  | EffectiveWebApplicationBinding
  | EffectiveScheduledTaskBinding
  | EffectiveTypedBinding;

/**
 * Resolves a binding with its class.
 *
 * @param canaryClass - class of the canary; that of the binding by default
 */
export function resolveBinding<B extends Binding, C>(
  binding: B,
  bindingClass: C,
  lookups: BindingLookups,
  canaryClass: C | MissingReference = bindingClass,
): EffectiveBinding<B, C> {
  const target = renderTarget(binding);
  const spec = canarySpec(binding.spec);
  return {
    ...resolveRelease(binding, bindingClass, lookups, target),
    canary:
      spec &&
      (isMissingReference(canaryClass)
        ? canaryClass
        : resolveRelease(
            { ...binding, spec },
            canaryClass,
            lookups,
            canaryTarget(target),
          )),
  };
}

function resolveRelease<B extends Binding, C>(
  released: B,
  bindingClass: C,
  lookups: BindingLookups,
  target: RenderTarget,
): EffectiveBinding<B, C> {
  const { spec: declared, apis, problems } = resolveSpec(released.spec);
  const registry = resolveRegistry(declared.workloadSpec, lookups.dataPlane);
  const spec = { ...declared, workloadSpec: registry.workload };
  const { configuration } = lookups;
  const apiClasses: Record<string, APIClass> = {};
  for (const { className } of Object.values(apis)) {
    const apiClass = lookups.findApiClass(className);
    if (apiClass) apiClasses[className] = apiClass;
  }
  return {
    kind: released.kind,
    binding: { ...released, spec },
    class: bindingClass,
    apis,
    apiClasses,
    target,
    hosts: lookups.hosts,
    dataPlane: lookups.dataPlane,
    isolation: lookups.isolation,
    connections: resolveConnections(target, spec.workloadSpec, lookups),
    consumers: lookups.consumers,
    configuration: resolveConfiguration(
      spec.workloadSpec,
      target.environment,
      configuration ?? { findGroup: () => undefined },
    ),
    secretStore: configuration?.secretStore,
    findRouteOwner: lookups.findRouteOwner,
    problems: [
      ...validateOwner(spec.owner, 'spec.owner'),
      ...problems,
      ...registry.problems,
    ],
  };
}

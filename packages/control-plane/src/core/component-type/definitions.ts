import {
  ComponentSnapshot,
  ComponentType,
  KubernetesObject,
  Trait,
  clusterComponentTypeKind,
  clusterTraitKind,
  componentTypeKind,
  traitKind,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { TypedResource } from '../../runtime/read';
import { formatIssues } from '../../runtime/validation';

/** A ComponentType or Trait with its spec at the time of a release. */
export interface Definition<S> {
  readonly kind: string;
  readonly name: string;
  readonly spec: S;
}

/** What a component with a component type is rendered from, besides its workload and environment. */
export interface ComponentDefinitions {
  readonly componentType: Definition<ComponentType['spec']>;
  /** The traits that the type and the component use. */
  readonly traits: readonly Definition<Trait['spec']>[];
  /** Parameters and traits of the component. */
  readonly profile: NonNullable<ComponentSnapshot['componentProfile']>;
}

type TypeOrTrait<S> = TypedResource<KubernetesObject & { spec: S }>;

const typeKinds = {
  ComponentType: componentTypeKind,
  ClusterComponentType: clusterComponentTypeKind,
} satisfies Record<string, TypeOrTrait<ComponentType['spec']>>;

const traitKinds = {
  Trait: traitKind,
  ClusterTrait: clusterTraitKind,
} satisfies Record<string, TypeOrTrait<Trait['spec']>>;

/** Parsed snapshots. Objects of the cache are immutable, so that each is parsed once. */
const parsed = new WeakMap<object, ComponentDefinitions>();

/**
 * Parses the type and the traits of a release. Undefined for a release without a component type.
 *
 * @throws Error that names the invalid fields; only hand-written releases have them
 */
export function parseDefinitions({
  componentType,
  traits = [],
  componentProfile = {},
}: ComponentSnapshot): ComponentDefinitions | undefined {
  if (!componentType) return undefined;
  const known = parsed.get(componentType);
  if (known?.profile === componentProfile) return known;
  const definitions = {
    componentType: parseDefinition(
      typeKinds[componentType.kind],
      componentType,
    ),
    traits: traits.map(trait => parseDefinition(traitKinds[trait.kind], trait)),
    profile: componentProfile,
  };
  parsed.set(componentType, definitions);
  return definitions;
}

function parseDefinition<S>(
  { apiVersion, kind, schema }: TypeOrTrait<S>,
  { name, spec }: { readonly name: string; readonly spec: object },
): Definition<S> {
  try {
    const object = schema.parse({ apiVersion, kind, metadata: { name }, spec });
    return { kind, name, spec: object.spec };
  } catch (error) {
    throw error instanceof z.ZodError
      ? new Error(`${kind} ${name} ${formatIssues(error)}`)
      : error;
  }
}

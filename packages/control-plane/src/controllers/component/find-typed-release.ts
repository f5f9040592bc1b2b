import {
  Component,
  ComponentSnapshot,
  ComponentType,
  KubernetesObject,
  Trait,
  Workload,
  clusterComponentTypeKind,
  clusterTraitKind,
  componentTypeKind,
  defaultTrack,
  traitKind,
} from '@promenade/openchoreo-model';
import { copyWorkload } from '../../core/artifact/copy-content';
import { componentBindingType } from '../../core/component-type/binding-types';
import { ComponentRelease } from '../../core/first-environment/deploy-to-first-environment';
import { listTrackWorkloads } from '../../core/track/tracks';
import {
  DefinitionProblem,
  validateComponentType,
  validateTrait,
} from '../../render/component-type/validate-definition';
import { Read, TypedResource } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';
import { componentOwner } from '../../core/component-owner';

/** Why a component cannot be released, as its Ready condition. What runs stays. */
export interface ReleaseProblem {
  readonly reason:
    | 'ComponentTypeNotFound'
    | 'TraitNotFound'
    | 'TraitNotAllowed'
    | 'ComponentTypeInvalid'
    | 'WorkloadNotFound'
    | 'WorkloadAmbiguous';
  readonly message: string;
}

type Found<T> = { readonly found: T } | ReleaseProblem;
type TypeRef = NonNullable<Component['spec']['componentType']>;
type TraitRef = Pick<
  NonNullable<Component['spec']['traits']>[number],
  'kind' | 'name'
>;
type Definition = KubernetesObject & {
  spec: ComponentType['spec'] | Trait['spec'];
};

/**
 * Finds the release of a component with a component type: its type, its traits and its workload as they are now.
 *
 * @param track - name of the track whose workload is released
 */
export function findTypedRelease(
  component: Component,
  typeRef: TypeRef,
  read: Read,
  track = defaultTrack,
): ComponentRelease | ReleaseProblem {
  const { namespace = '' } = component.metadata;
  const { parameters, traits: own = [] } = component.spec;
  const type = findType(namespace, typeRef, read);
  if ('reason' in type) return type;
  const { spec } = type.found;
  const forbidden = findForbiddenTrait(component, spec);
  if (forbidden) return forbidden;
  const traits = findTraits(namespace, [...(spec.traits ?? []), ...own], read);
  if ('reason' in traits) return traits;
  const workload = findWorkload(component, track, read);
  if ('reason' in workload) return workload;
  const { name } = type.found.metadata;
  return {
    type: componentBindingType,
    owner: componentOwner(component),
    content: {
      kindOfBinding: 'ComponentBinding',
      className: name,
      workload: copyWorkload(workload.found.spec),
      componentType: { kind: typeRef.kind, name, spec: { ...spec } },
      traits: traits.found,
      componentProfile: {
        ...(parameters && { parameters }),
        ...(own.length > 0 && { traits: own }),
      },
    },
  };
}

function findType(
  namespace: string,
  { kind, name: reference }: TypeRef,
  read: Read,
): Found<Pick<ComponentType, 'metadata' | 'spec'>> {
  const [workloadType, name] = reference.split('/');
  const found =
    kind === 'ComponentType'
      ? findDefinition(componentTypeKind, { namespace, name }, read)
      : findDefinition(clusterComponentTypeKind, { name }, read);
  if (typeof found === 'string' || found.spec.workloadType !== workloadType) {
    return {
      reason: 'ComponentTypeNotFound',
      message: `spec.componentType.name: ${
        typeof found === 'string'
          ? found
          : `${kind} "${name}" is for a ${found.spec.workloadType}; it is named ${found.spec.workloadType}/${name}`
      }`,
    };
  }
  return invalidDefinition(found, validateComponentType(found)) ?? { found };
}

/** Finds a definition, or says why it cannot be used. */
function findDefinition<T extends KubernetesObject>(
  kind: TypedResource<T>,
  key: { namespace?: string; name: string },
  read: Read,
): T | string {
  return (
    read.get(kind, key) ??
    invalidObjectError(read, kind, key) ??
    `${kind.kind} "${key.name}" not found; create it or name another`
  );
}

function invalidDefinition(
  { kind, metadata }: Definition,
  problems: readonly DefinitionProblem[],
): ReleaseProblem | undefined {
  const [first] = problems;
  return (
    first && {
      reason: 'ComponentTypeInvalid',
      message: `${kind} ${metadata.name} ${first.field}: ${first.message}`,
    }
  );
}

/** As in OpenChoreo 1.x, a component may add only the traits that its type allows, under names that the type does not use. */
function findForbiddenTrait(
  component: Component,
  { allowedTraits = [], traits: embedded = [] }: ComponentType['spec'],
): ReleaseProblem | undefined {
  const { traits = [] } = component.spec;
  for (const [index, { kind, name, instanceName }] of traits.entries()) {
    const isAllowed = allowedTraits.some(
      allowed => allowed.kind === kind && allowed.name === name,
    );
    if (!isAllowed) {
      return {
        reason: 'TraitNotAllowed',
        message: `spec.traits[${index}]: the component type does not allow ${kind} "${name}"; remove it, or add it to allowedTraits of the type`,
      };
    }
    if (embedded.some(each => each.instanceName === instanceName)) {
      return {
        reason: 'TraitNotAllowed',
        message: `spec.traits[${index}].instanceName: "${instanceName}" is a trait of the component type; use another name`,
      };
    }
  }
  return undefined;
}

function findTraits(
  namespace: string,
  references: readonly TraitRef[],
  read: Read,
): Found<NonNullable<ComponentSnapshot['traits']>> {
  const traits = new Map<
    string,
    NonNullable<ComponentSnapshot['traits']>[number]
  >();
  for (const { kind, name } of references) {
    const found =
      kind === 'Trait'
        ? findDefinition(traitKind, { namespace, name }, read)
        : findDefinition(clusterTraitKind, { name }, read);
    if (typeof found === 'string') {
      return { reason: 'TraitNotFound', message: found };
    }
    const invalid = invalidDefinition(found, validateTrait(found));
    if (invalid) return invalid;
    traits.set(`${kind} ${name}`, { kind, name, spec: { ...found.spec } });
  }
  return { found: [...traits.values()] };
}

/** Finds the Workload of a track of a component: the one that names it as its owner. */
function findWorkload(
  component: Component,
  track: string,
  read: Read,
): Found<Workload> {
  const { namespace = '', name } = component.metadata;
  const [workload, ...others] = listTrackWorkloads(
    read,
    namespace,
    componentOwner(component),
    track,
  );
  if (!workload) {
    return {
      reason: 'WorkloadNotFound',
      message: `No Workload has the component "${name}" in spec.owner; create one`,
    };
  }
  return others.length > 0
    ? {
        reason: 'WorkloadAmbiguous',
        message: `${
          others.length + 1
        } Workloads have the component "${name}" in spec.owner, and a component with a component type has one; delete the others`,
      }
    : { found: workload };
}

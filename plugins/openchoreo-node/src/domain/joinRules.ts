import type { RootConfigService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  entityNameOf,
  entityRefAnnotation,
  isFromControlPlane,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnitSource } from '../adapter/CatalogUnitSource';
import type { CatalogUnitBase, ComponentUnit } from './CatalogUnit';
import { resourceOwnerOf, validEntityRef } from './entityRefs';

const joinModes = ['confirmed', 'all', 'none'] as const;

/**
 * Which claims are accepted: those that the resources confirm, all, or none.
 *
 * @public
 */
export type JoinMode = (typeof joinModes)[number];

const joinModeKey = 'catalog.providers.openchoreo.join';

/**
 * Reads `catalog.providers.openchoreo.join`.
 *
 * @throws InputError for a value that is not one of the modes
 * @public
 */
export function readJoinMode(
  root: Pick<RootConfigService, 'getOptionalString'>,
): JoinMode {
  const value = root.getOptionalString(joinModeKey) ?? 'confirmed';
  const mode = joinModes.find(each => each === value);
  if (!mode) {
    throw new InputError(
      `${joinModeKey} is "${value}"; it must be one of ${joinModes.join(', ')}`,
    );
  }
  return mode;
}

/**
 * An entity of another location that names a component as its own, by `openchoreo.dev/component`.
 *
 * @public
 */
export interface EntityClaim {
  entityRef: string;
  namespace: string;
  organization?: string;
  project?: string;
  component: string;
  /** Complete entity ref of the owner that the entity names. */
  owner?: string;
}

/**
 * Why a claim is accepted, the strongest reason first: the resources name the entity, it has the owner that the resources name, or
 * the configuration accepts all.
 *
 * @public
 */
export const joinReasons = ['entity-ref', 'owner', 'all'] as const;

/** @public */
export type JoinReason = (typeof joinReasons)[number];

/**
 * The claim of an entity. Undefined for an entity of the control plane, and for one that names no component.
 *
 * @public
 */
export function claimOf(entity: Entity): EntityClaim | undefined {
  const { namespace = 'default', annotations = {} } = entity.metadata;
  const component = annotations[openchoreoAnnotations.component];
  const isComponent = entity.kind.toLocaleLowerCase('en-US') === 'component';
  if (!isComponent || !component || isFromControlPlane(entity)) {
    return undefined;
  }
  const { owner } = entity.spec ?? {};
  return {
    entityRef: stringifyEntityRef(entity),
    namespace,
    organization: annotations[openchoreoAnnotations.organization] || undefined,
    project: annotations[openchoreoAnnotations.project] || undefined,
    component,
    owner:
      typeof owner === 'string'
        ? validEntityRef(owner, 'Group', namespace)
        : undefined,
  };
}

/**
 * The components that a claim may mean. Without an organization, that is the component in the organization whose namespace the entity
 * has, or else those of all organizations.
 *
 * @public
 */
export function claimedComponents(
  { namespace, organization, project, component: name }: EntityClaim,
  source: Pick<CatalogUnitSource, 'get' | 'list'>,
): ComponentUnit[] {
  const organizations =
    organization === undefined
      ? source.list('organization').map(unit => unit.name)
      : [organization];
  const found = organizations.flatMap(each => {
    const unit = source.get({ type: 'component', organization: each, name });
    return unit?.type === 'component' &&
      (project === undefined || unit.project === project)
      ? [unit]
      : [];
  });
  const near = found.filter(
    unit =>
      entityNameOf({ ...unit, type: 'component' }).namespace === namespace,
  );
  return near.length ? near : found;
}

/**
 * Why a component accepts a claim. Undefined when it does not: a claim alone gives nobody rights on a component.
 *
 * @public
 */
export function joinReason(
  { entityRef, owner }: EntityClaim,
  component: ComponentUnit,
  source: Pick<CatalogUnitSource, 'get'>,
  mode: JoinMode,
): JoinReason | undefined {
  if (mode === 'none') return undefined;
  const { organization, project: name } = component;
  const project = source.get({ type: 'project', organization, name });
  const named = namedRefs(component);
  // A component that names its entity accepts no other one.
  if (named.length) return named.includes(entityRef) ? 'entity-ref' : undefined;
  if (project && namedRefs(project).includes(entityRef)) return 'entity-ref';
  if (owner !== undefined && owner === resourceOwnerOf(component)) {
    return 'owner';
  }
  return mode === 'all' ? 'all' : undefined;
}

function namedRefs({
  annotations = {},
}: Pick<CatalogUnitBase, 'annotations'>): string[] {
  return (annotations[entityRefAnnotation] ?? '')
    .split(',')
    .map(text => text.trim())
    .filter(Boolean)
    .map(text => validEntityRef(text, 'Component') ?? text);
}

import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { indexValue, indexValuesOf } from '../cache/indexes';
import type { ResourceChange } from '../cache/ResourceReader';
import { sharedOrganization } from './sharedOrganization';

/**
 * A change of a resource, independent of its schema.
 *
 * @public
 */
export interface PlatformChange {
  type: 'added' | 'updated' | 'deleted';
  apiVersion: string;
  kind: string;
  /** The organization. Undefined for a cluster-scoped resource. */
  namespace?: string;
  name: string;
  /** Whether it is of the organization that all others of its control plane share. */
  isShared?: boolean;
  /**
   * The components that the resource belongs to or belonged to before, as `organization/project/component`. Undefined for a
   * resource that belongs to no component, such as an environment.
   */
  components?: readonly string[];
}

/** Describes a change of a cached resource without its contents. */
export function platformChange({
  type,
  kind,
  object,
  old,
}: ResourceChange): PlatformChange {
  const { namespace, name } = object.metadata;
  const versions = old ? [object, old] : [object];
  return {
    type,
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    namespace,
    name,
    ...(namespace === sharedOrganization && { isShared: true }),
    components: kind.owner.component
      ? versions.flatMap(
          version => indexValuesOf(kind, version).component ?? [],
        )
      : undefined,
  };
}

/** The organization that has changed, or that the resource belongs to. Undefined for another cluster-scoped resource. */
export function organizationOf({
  namespace,
  kind,
  name,
}: Pick<PlatformChange, 'namespace' | 'kind' | 'name'>): string | undefined {
  return namespace ?? (kind === 'Organization' ? name : undefined);
}

/**
 * Whether the views of a component may differ after a change.
 *
 * @public
 */
export function affectsComponent(
  { namespace, isShared = false, components }: PlatformChange,
  { organization, project, component }: ComponentRef,
): boolean {
  if (components) {
    return components.includes(indexValue(organization, project, component));
  }
  return namespace === undefined || namespace === organization || isShared;
}

import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { componentKind } from '@promenade/openchoreo-model';
import { indexValue, indexValuesOf } from './cache/indexes';
import type { ResourceChange } from './cache/ResourceReader';
import { sharedOrganization } from './class-binding/lookUp';

/**
 * Tells whether the view of a component may look different after a change.
 *
 * @public
 */
export function concerns(
  { kind, object, old }: ResourceChange,
  { organization, project, component }: ComponentRef,
): boolean {
  const { namespace, name } = object.metadata;
  if (kind.kind === componentKind.kind) {
    return namespace === organization && name === component;
  }
  if (kind.owner.component) {
    const value = indexValue(organization, project, component);
    return [object, ...(old ? [old] : [])].some(
      version => indexValuesOf(kind, version).component === value,
    );
  }
  // What is no component's own (an environment, a pipeline) is for a whole organization, or for all.
  return (
    namespace === undefined ||
    namespace === organization ||
    namespace === sharedOrganization
  );
}

import {
  entityRefOf,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { MissingEntityError } from '../PlatformNames';
import type { ActionServices } from '../VerbAction';

/**
 * The entity ref of what a step is to delete and what does not exist: neither in the catalog nor in the control plane. Undefined for
 * another error, and for verbs that delete nothing.
 */
export function deletedAlready(
  error: unknown,
  { completion, resource }: VerbDeclaration,
  { openchoreo }: ActionServices,
): string | undefined {
  const isMissing =
    completion === 'deleted' && error instanceof MissingEntityError;
  if (!isMissing || error.type !== resource) return undefined;
  const { type, entityRef } = error;
  if (type !== 'component' && type !== 'project') return undefined;
  const exists = openchoreo.catalogUnits
    .list(type)
    .some(
      ({ organization, name }) =>
        entityRefOf({ type, organization, name }) === entityRef,
    );
  return exists ? undefined : entityRef;
}

import { ConflictError } from '@backstage/errors';
import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import type { VerbContext } from '../verbs/Verb';
import { findObject } from './writeObjects';

/**
 * Checks that an object is as it was seen.
 *
 * @param seen - resource version; without one, nothing is checked
 * @param operation - for the error, such as `roll back greeter in staging`
 * @throws ConflictError when its spec was changed since, or when it does not exist any more
 */
export async function checkUnchanged(
  context: VerbContext,
  object:
    | { kind: ResourceKind; metadata: ResourceObject['metadata'] }
    | undefined,
  { seen, operation }: { seen: string | undefined; operation: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (seen === undefined) return;
  const live =
    object && (await findObject(context, object.kind, object.metadata, signal));
  if (!live || !context.versions.isCurrent(live, seen)) {
    throw new ConflictError(
      `Could not ${operation}: it was changed since you saw it. Review the change, then try again`,
    );
  }
}

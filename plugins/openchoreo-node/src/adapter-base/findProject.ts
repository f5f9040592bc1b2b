import { NotFoundError } from '@backstage/errors';
import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import type { VerbContext } from '../verbs/Verb';
import { findObject } from './writeObjects';

/** Reads a Project from the API. @throws NotFoundError when the organization has none of that name */
export async function findProject<T extends ResourceObject>(
  context: VerbContext,
  kind: ResourceKind<T>,
  {
    organization: namespace,
    project: name,
  }: { organization: string; project: string },
  signal: AbortSignal | undefined,
): Promise<T> {
  const found = await findObject(context, kind, { namespace, name }, signal);
  if (found) return found;
  throw new NotFoundError(`The project ${name} does not exist in ${namespace}`);
}

import { ConflictError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { findObject } from '../../adapter-base/writeObjects';
import { indexValue } from '../../cache/indexes';
import type { VerbContext } from '../../verbs/Verb';
import { workloadKind, type Workload } from '../componentKinds';

/** Reads the Workload of a component from the API. @throws ConflictError when it has none */
export async function findWorkload(
  context: VerbContext,
  { organization, project, component }: ComponentRef,
  signal: AbortSignal | undefined,
): Promise<Workload> {
  const value = indexValue(organization, project, component);
  const [cached] = context.cache.byIndex(workloadKind, 'component', value);
  const found =
    cached &&
    (await findObject(context, workloadKind, cached.metadata, signal));
  if (found) return found;
  throw new ConflictError(
    `The component ${component} has no Workload. Create it first, with its endpoints`,
  );
}

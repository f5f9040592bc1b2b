import { NotFoundError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { PlatformAdapter } from '../adapter/PlatformAdapter';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { VerbContext } from '../verbs/Verb';

/** @throws NotFoundError when the component does not exist */
export function existingSnapshot(
  snapshotOf: PlatformAdapter['snapshot'],
  { cache }: Pick<VerbContext, 'cache'>,
  { organization, project, component }: ComponentRef,
): ComponentSnapshot {
  const ref = { organization, project, component };
  const found = snapshotOf(cache, ref, new Date());
  if (found) return found;
  throw new NotFoundError(
    `The component ${component} does not exist in project ${project} of ${organization}`,
  );
}

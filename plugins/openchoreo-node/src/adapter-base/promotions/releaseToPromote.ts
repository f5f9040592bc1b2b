import { ConflictError, InputError } from '@backstage/errors';
import type { ComponentSnapshot } from '../../domain/ComponentSnapshot';
import { promotionBlockers } from '../../views/promotionBlockers';
import { releaseNameOf } from '../../views/releaseView';
import { deploymentIn } from '../../views/snapshotLookups';

/**
 * Name of the release that the source environment runs. Undefined when it has none, as on OpenChoreo 0.3 without artifacts.
 *
 * @throws ConflictError when the promotion is blocked, or when the source no longer runs the release that was seen. InputError when the
 * pipeline has no such path
 */
export function releaseToPromote(
  snapshot: ComponentSnapshot,
  {
    from,
    to,
    release,
  }: {
    from: string;
    to: string;
    /** Hash that was seen, or its beginning. */
    release?: string;
  },
): string | undefined {
  const source = deploymentIn(snapshot, from);
  const running = source && releaseNameOf(source);
  if (release && running && !running.hash.startsWith(release)) {
    throw new ConflictError(
      `${from} now runs ${running.short} instead of ${release.slice(
        0,
        7,
      )}. Review the plan again, then promote`,
    );
  }
  const [blocker] = promotionBlockers(snapshot, { from, to });
  if (blocker) {
    const message = `${snapshot.ref.component} cannot be promoted from ${from} to ${to}: ${blocker.message}`;
    throw blocker.reason === 'NoSuchPath'
      ? new InputError(message)
      : new ConflictError(message);
  }
  return source?.release?.name;
}

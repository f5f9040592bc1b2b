import { Clock } from '@promenade/kube-client';
import {
  DeploymentTrack,
  defaultTrack,
  deploymentTrackKind,
  finalizers,
  trackName,
} from '@promenade/openchoreo-model';
import { expiryOf, findOtherTrack } from '../../core/track/tracks';
import {
  formatNames,
  toTimestamp,
  waitingForDeletion,
  withConditions,
} from '../../runtime/conditions';
import { withFinalizer } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { cleanUpTrack, commitTrackDeletion } from './clean-up';
import { TrackReadiness, findTrackOwner, trackReadiness } from './readiness';

/** Longest delay of a timer, in milliseconds. */
const maxDelayMs = 2 ** 31 - 1;

/** Interval at which the deletion of an expired track is checked, in milliseconds. Watches report most of it. */
const cleanUpIntervalMs = 30_000;

/** Reports the state of a DeploymentTrack. Deletes its objects when it expires, and when it is deleted. */
export function deploymentTrackReconciler({
  clock,
}: {
  clock: Clock;
}): Reconcile {
  return withFinalizer({
    clock,
    kind: deploymentTrackKind,
    finalizer: finalizers.deploymentTrack,
    finalizingReason: 'DeploymentTrackFinalizing',
    async cleanUp(track, read, write) {
      const { owner } = track.spec;
      // The default track is not that of its object alone.
      if (
        !owner ||
        trackName(track) === defaultTrack ||
        findOtherTrack(read, track, owner, clock.now())
      ) {
        return undefined;
      }
      const uncommitted = await commitTrackDeletion(track, owner, read, write);
      if (uncommitted) return { message: uncommitted };
      const remaining = await cleanUpTrack(track, owner, true, read, write);
      return remaining.length > 0
        ? { message: waitingForDeletion(remaining) }
        : undefined;
    },
    async reconcile(track, read, write) {
      const { readiness, requeueAfter } = await advance(
        track,
        clock.now(),
        read,
        write,
      );
      await writeStatus(track, readiness, new Date(clock.now()), write);
      return requeueAfter === undefined ? undefined : { requeueAfter };
    },
  });
}

async function advance(
  track: DeploymentTrack,
  now: number,
  read: Read,
  write: Write,
): Promise<{ readiness: TrackReadiness; requeueAfter?: number }> {
  const found = findTrackOwner(track, read);
  if ('reason' in found) return { readiness: found };
  const { owner } = found;
  const expiry = hasExpiry(track) ? expiryOf(track) : undefined;
  if (expiry === undefined || expiry > now) {
    return {
      readiness: trackReadiness(track, owner, read),
      ...(expiry !== undefined && {
        requeueAfter: Math.min(expiry - now, maxDelayMs),
      }),
    };
  }
  const expired = `spec.ttl ${track.spec.ttl} is over since ${toTimestamp(
    new Date(expiry),
  )}`;
  const other = findOtherTrack(read, track, owner, now);
  if (other) {
    const message = `${expired}; its objects stay, as they are also of DeploymentTrack "${other.metadata.name}". Delete the track`;
    return { readiness: { status: 'False', reason: 'Expired', message } };
  }
  const uncommitted = await commitTrackDeletion(track, owner, read, write);
  if (uncommitted) {
    const message = `${expired}. ${uncommitted}`;
    return {
      readiness: { status: 'False', reason: 'Expired', message },
      requeueAfter: cleanUpIntervalMs,
    };
  }
  const remaining = await cleanUpTrack(track, owner, false, read, write);
  return {
    readiness: {
      status: 'False',
      reason: 'Expired',
      message:
        remaining.length > 0
          ? `${expired}; deleting ${formatNames(remaining)}`
          : `${expired}; its objects are deleted. Delete the track, or extend spec.ttl and build its branch again`,
    },
    ...(remaining.length > 0 && { requeueAfter: cleanUpIntervalMs }),
  };
}

/** The default track does not expire. */
function hasExpiry(track: DeploymentTrack): boolean {
  return trackName(track) !== defaultTrack;
}

async function writeStatus(
  track: DeploymentTrack,
  readiness: TrackReadiness,
  now: Date,
  write: Write,
): Promise<void> {
  const expiry = hasExpiry(track) ? expiryOf(track) : undefined;
  const isExpired = readiness.reason === 'Expired';
  await write.updateStatus(deploymentTrackKind, track, {
    ...withConditions(
      track,
      [
        isExpired
          ? {
              type: 'Available',
              status: 'False',
              reason: 'Expired',
              message: readiness.message,
            }
          : {
              type: 'Available',
              status: 'True',
              reason: 'DeploymentTrackAvailable',
              message: 'The track is available',
            },
        { type: 'Ready', ...readiness },
      ],
      now,
    ),
    expiresAt: expiry === undefined ? undefined : toTimestamp(new Date(expiry)),
  });
}

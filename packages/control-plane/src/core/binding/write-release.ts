import { ApiError } from '@promenade/kube-client';
import { Release, releaseKind } from '@promenade/openchoreo-model';
import { resultOrRejection } from '../../runtime/api-conflicts';
import { Write } from '../../runtime/write';
import type { Outcome } from './outcome';
import { notReady } from './readiness';
import { bindingReasons as reasons } from './reasons';

/** Reason and message when the server rejects a write of a Release, as in OpenChoreo v0.3.2. */
const failures = {
  create: [reasons.releaseCreationFailed, 'failed to create release'],
  update: [reasons.releaseUpdateFailed, 'failed to update Release'],
  delete: [reasons.releaseDeletionFailed, 'failed to delete release'],
} as const;

/** Creates or updates a Release. A rejection by the server is returned as the outcome. */
export async function writeRelease(
  existing: Release | undefined,
  desired: Release,
  outcomeOf: (release: Release) => Outcome,
  write: Write,
): Promise<Outcome> {
  const written = await resultOrRejection(() =>
    existing
      ? write.update(releaseKind, existing, desired)
      : write.create(releaseKind, desired),
  );
  return written instanceof ApiError
    ? failedOutcome(existing ? 'update' : 'create', desired, written)
    : outcomeOf(written);
}

/** Deletes Releases. A rejection by the server is returned as the outcome. */
export async function deleteReleases(
  releases: readonly Release[],
  outcome: Outcome,
  write: Write,
): Promise<Outcome> {
  for (const release of releases) {
    const result = await resultOrRejection(() =>
      write.remove(releaseKind, release),
    );
    if (result instanceof ApiError) {
      return failedOutcome('delete', release, result);
    }
  }
  return outcome;
}

function failedOutcome(
  verb: keyof typeof failures,
  { metadata }: Release,
  error: ApiError,
): Outcome {
  const [reason, failure] = failures[verb];
  return {
    readiness: notReady(
      reason,
      `${failure} "${metadata.name}": ${error.message}`,
    ),
    error,
  };
}

import { ApiError } from '@promenade/kube-client';
import { Release, releaseKind } from '@promenade/openchoreo-model';
import { resultOrRejection } from '../../runtime/api-conflicts';
import { Write } from '../../runtime/write';
import type { Outcome } from './outcome';
import { notReady } from './readiness';
import { bindingReasons as reasons } from './reasons';

/** What is said when the server refuses a write of a Release, in the words of OpenChoreo v0.3.2. */
const failures = {
  create: [reasons.releaseCreationFailed, 'failed to create release'],
  update: [reasons.releaseUpdateFailed, 'failed to update Release'],
  delete: [reasons.releaseDeletionFailed, 'failed to delete release'],
} as const;

/** Makes a Release as it is desired. What the server has against it is the outcome then. */
export async function writeRelease(
  existing: Release | undefined,
  desired: Release,
  outcomeOf: (release: Release) => Outcome,
  write: Write,
): Promise<Outcome> {
  const kept = await resultOrRejection(() =>
    existing
      ? write.update(releaseKind, existing, desired)
      : write.create(releaseKind, desired),
  );
  return kept instanceof ApiError
    ? failedOutcome(existing ? 'update' : 'create', desired, kept)
    : outcomeOf(kept);
}

/** Takes Releases away. What the server has against it is the outcome then. */
export async function deleteReleases(
  releases: readonly Release[],
  outcome: Outcome,
  write: Write,
): Promise<Outcome> {
  for (const release of releases) {
    const done = await resultOrRejection(() =>
      write.remove(releaseKind, release),
    );
    if (done instanceof ApiError) {
      return failedOutcome('delete', release, done);
    }
  }
  return outcome;
}

function failedOutcome(
  verb: keyof typeof failures,
  { metadata }: Release,
  error: ApiError,
): Outcome {
  const [reason, what] = failures[verb];
  return {
    readiness: notReady(reason, `${what} "${metadata.name}": ${error.message}`),
    error,
  };
}

import type { UnstructuredObject } from '@promenade/kube-client';
import { canonicalJson, contentHash } from '@promenade/openchoreo-model';
import { objectIdText } from './object-id';
import type { DesiredObject } from './desired-objects';
import { projection, withoutStatus } from './projection';

/** How a live object compares with the desired one. All but `Current` require an apply. */
export type SyncStatus = 'Current' | 'Missing' | 'Changed' | 'Drifted';

interface AppliedHashes {
  /** Hash of the object that was sent. */
  readonly desired: string;
  /** Hash of the same fields in the object that the server returned. */
  readonly live: string;
}

/**
 * Records what was applied and what the server returned, so that an object is applied again only when one of the two changes.
 * The comparison uses the server's values, because servers rewrite values (`1000m` to `1`) and fill defaults.
 */
export class DriftDetector {
  readonly #releases = new Map<string, Map<string, AppliedHashes>>();
  /** Live objects found to be current, with the desired hash: a cached object does not change until it is replaced. */
  readonly #current = new WeakMap<UnstructuredObject, string>();

  /**
   * Compares a desired object with the live one. An object without a record counts as changed.
   *
   * @param uid - of the Release
   */
  compare(
    uid: string,
    desired: DesiredObject,
    live: UnstructuredObject | undefined,
  ): SyncStatus {
    if (!live) return 'Missing';
    const applied = this.#releases.get(uid)?.get(objectIdText(desired.key));
    if (applied?.desired !== contentHash(desired.object)) return 'Changed';
    if (this.#current.get(live) === applied.desired) return 'Current';
    if (applied.live !== liveHash(desired, live)) return 'Drifted';
    this.#current.set(live, applied.desired);
    return 'Current';
  }

  /** Records that the server returned `live` when `desired` was applied. */
  recordApplied(
    uid: string,
    desired: DesiredObject,
    live: UnstructuredObject,
  ): void {
    const objects = this.#releases.get(uid) ?? new Map<string, AppliedHashes>();
    objects.set(objectIdText(desired.key), {
      desired: contentHash(desired.object),
      live: liveHash(desired, live),
    });
    this.#releases.set(uid, objects);
  }

  /** Whether anything is recorded for a Release. Nothing is after a restart. */
  hasRecord(uid: string): boolean {
    return this.#releases.has(uid);
  }

  forget(uid: string): void {
    this.#releases.delete(uid);
  }
}

/** Whether a live object has every desired field with exactly the desired value. */
export function matchesDesired(
  desired: DesiredObject,
  live: UnstructuredObject,
): boolean {
  return (
    canonicalJson(projection(desired.object, live)) ===
    canonicalJson(withoutStatus(desired.object))
  );
}

function liveHash(desired: DesiredObject, live: UnstructuredObject): string {
  return contentHash(projection(desired.object, live) ?? null);
}

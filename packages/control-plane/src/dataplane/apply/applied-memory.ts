import type { UnstructuredObject } from '@promenade/kube-client';
import { canonicalJson, contentHash } from '@promenade/openchoreo-model';
import { objectIdText } from './object-id';
import type { DesiredObject } from './desired-objects';
import { projection, withoutStatus } from './projection';

/** Why an object has to be applied, or that it need not be. */
export type Verdict = 'Current' | 'Missing' | 'Changed' | 'Drifted';

interface Applied {
  /** Hash of the object as it was sent. */
  readonly desired: string;
  /** Hash of what the server made of those fields. */
  readonly live: string;
}

/**
 * Remembers what was applied and what the server made of it, so that an object
 * is applied again only when one of the two changes. What is compared is what
 * the server made of it, because servers rewrite values (`1000m` to `1`,
 * defaults for zeroes).
 */
export class AppliedMemory {
  readonly #releases = new Map<string, Map<string, Applied>>();
  /** What was found to be as applied, with the hash of what was wanted: an object of a cache is the same until it changes. */
  readonly #current = new WeakMap<UnstructuredObject, string>();

  /** Compares what is wanted with what is there. An object that nothing is remembered of counts as changed. */
  verdict(
    uid: string,
    wanted: DesiredObject,
    live: UnstructuredObject | undefined,
  ): Verdict {
    if (!live) return 'Missing';
    const applied = this.#releases.get(uid)?.get(objectIdText(wanted.key));
    if (applied?.desired !== contentHash(wanted.object)) return 'Changed';
    if (this.#current.get(live) === applied.desired) return 'Current';
    if (applied.live !== liveHash(wanted, live)) return 'Drifted';
    this.#current.set(live, applied.desired);
    return 'Current';
  }

  /** Notes that `live` is what the server made of `wanted`. */
  remember(uid: string, wanted: DesiredObject, live: UnstructuredObject): void {
    const objects = this.#releases.get(uid) ?? new Map<string, Applied>();
    objects.set(objectIdText(wanted.key), {
      desired: contentHash(wanted.object),
      live: liveHash(wanted, live),
    });
    this.#releases.set(uid, objects);
  }

  /** Whether anything is remembered of a Release; nothing is after a start. */
  knows(uid: string): boolean {
    return this.#releases.has(uid);
  }

  forget(uid: string): void {
    this.#releases.delete(uid);
  }
}

/** Whether an object has every field that is wanted, with the very value. */
export function covers(
  wanted: DesiredObject,
  live: UnstructuredObject,
): boolean {
  return (
    canonicalJson(projection(wanted.object, live)) ===
    canonicalJson(withoutStatus(wanted.object))
  );
}

function liveHash(wanted: DesiredObject, live: UnstructuredObject): string {
  return contentHash(projection(wanted.object, live) ?? null);
}

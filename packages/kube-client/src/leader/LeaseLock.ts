import { isAlreadyExists, isConflict } from '../client/ApiError';
import { KubeClient } from '../client/KubeClient';
import { Clock } from '../clock/Clock';
import { leaseType } from '../objects/ResourceType';
import { Lease, LeaseRecord, readLease, writeLease, microTime } from './Lease';

export interface LeaseLockOptions {
  client: KubeClient;
  namespace: string;
  name: string;
  identity: string;
  durationMs: number;
  clock: Clock;
}

/**
 * A lock on a Lease for one identity. A lease of another holder is expired when no renewal was observed for its duration on the
 * local clock, so that clock skew between machines does not matter.
 */
export class LeaseLock {
  readonly #options: LeaseLockOptions;
  #observed?: { renewal: string; record: LeaseRecord; at: number };

  constructor(options: LeaseLockOptions) {
    this.#options = options;
  }

  /** Last observed holder. Empty if there is none. */
  get holder(): string {
    return this.#observed?.record.holder ?? '';
  }

  get isHeld(): boolean {
    return this.holder === this.#options.identity;
  }

  /**
   * Acquires the lease if it is free or expired, and renews it if this identity holds it.
   *
   * @returns whether this identity holds the lease; false also after a conflict with another candidate
   * @throws ApiError, ConnectionError
   */
  async acquireOrRenew(signal: AbortSignal): Promise<boolean> {
    const { client, identity, durationMs, clock } = this.#options;
    const lease = await client.find<Lease>(leaseType, this.#key, { signal });
    const record = lease && this.#observe(lease);
    if (record && !this.isHeld && !this.#isExpired(record)) {
      return false;
    }
    const now = microTime(clock.now());
    const mine: LeaseRecord = {
      holder: identity,
      durationMs,
      acquireTime: (this.isHeld && record?.acquireTime) || now,
      renewTime: now,
      transitions: record ? record.transitions + (this.isHeld ? 0 : 1) : 0,
    };
    return this.#write(mine, lease, signal);
  }

  /** Releases the lease if this identity holds it, so that other candidates need not wait until it expires. */
  async release(signal: AbortSignal): Promise<void> {
    const { client, clock } = this.#options;
    const lease = await client.find<Lease>(leaseType, this.#key, { signal });
    if (!lease || readLease(lease).holder !== this.#options.identity) {
      return;
    }
    const now = microTime(clock.now());
    const record = readLease(lease);
    await this.#write(
      { ...record, holder: '', durationMs: 1000, renewTime: now },
      lease,
      signal,
    );
  }

  get #key() {
    return { namespace: this.#options.namespace, name: this.#options.name };
  }

  async #write(
    record: LeaseRecord,
    existing: Lease | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { client } = this.#options;
    const lease = writeLease(this.#key, record, existing);
    try {
      const written = existing
        ? await client.replace<Lease>(leaseType, lease, { signal })
        : await client.create<Lease>(leaseType, lease, { signal });
      this.#observe(written);
      return true;
    } catch (error) {
      if (isConflict(error) || isAlreadyExists(error)) {
        return false; // another candidate was faster
      }
      throw error;
    }
  }

  #observe(lease: Lease): LeaseRecord {
    const record = readLease(lease);
    const renewal = JSON.stringify(record);
    if (this.#observed?.renewal !== renewal) {
      const at = this.#options.clock.monotonic();
      this.#observed = { renewal, record, at };
    }
    return record;
  }

  #isExpired({ holder, durationMs }: LeaseRecord): boolean {
    const since = this.#options.clock.monotonic() - (this.#observed?.at ?? 0);
    return holder === '' || since >= durationMs;
  }
}

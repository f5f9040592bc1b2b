import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { createTableIfMissing } from '@promenade/backstage-plugin-openchoreo-node';
import type { Knex } from 'knex';
import { clientOf, isSqlite } from '../database/clientOf';
import { soleWriter, type WriterLease } from './WriterLease';

const table = 'openchoreo_writer_lease';
const leaseName = 'entity-provider';
/** The holder of a lease that is free. */
const nobody = '';

interface LeaseRow {
  name: string;
  holder: string;
  renewals: number;
}

const defaultTimes = {
  /** A lease that its holder does not renew for this time is free, in milliseconds. */
  leaseMs: 15_000,
  /** Time between two renewals, or attempts to acquire the lease, in milliseconds. */
  renewMs: 3_000,
  /** Time after which PostgreSQL ends a write whose instance does not respond, in milliseconds. */
  writeMs: 30_000,
};

/** The times of a lease. */
export type LeaseTimes = typeof defaultTimes;

interface DatabaseWriterLeaseOptions {
  knex: Knex;
  logger: LoggerService;
  /** Whether the host lets plugins create tables. */
  createsTable: boolean;
  times: LeaseTimes;
}

/**
 * A lease that is a row in the database of the catalog.
 *
 * The holder increases a number in the row. Another instance takes the lease when the number is the same for the time of the
 * lease, measured by its own clock. A write holds a lock on the row, so that it ends before another instance can take the lease.
 */
class DatabaseWriterLease implements WriterLease {
  readonly #options: DatabaseWriterLeaseOptions;
  readonly #id = randomUUID();
  readonly #stopping = new AbortController();
  #onAcquired = () => {};
  #hasTable = false;
  #isHeld = false;
  #isFailing = false;
  /** The renewals of another holder, and since when they are the same. */
  #observed: { holder: string; renewals: number; since: number } | undefined;
  /** Ends when no statement of the lease is in progress. */
  #idle: Promise<unknown> = Promise.resolve();

  constructor(options: DatabaseWriterLeaseOptions) {
    this.#options = options;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  start(onAcquired: () => void): void {
    this.#onAcquired = onAcquired;
    void this.#keep();
  }

  run(write: () => Promise<void>): Promise<boolean> {
    return this.#afterOthers(async () => {
      if (!this.#isHeld) return false;
      const isWritten = await this.#withLock(async knex => {
        if (!(await this.#renew(knex))) return false;
        await write();
        return true;
      });
      if (!isWritten) this.#lose();
      return isWritten;
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const release = this.#afterOthers(async () => {
      if (!this.#isHeld) return;
      this.#isHeld = false;
      await this.#mine(this.#options.knex).update({ holder: nobody });
    }).catch(error =>
      this.#options.logger.debug(
        'The lease for the entities of OpenChoreo is not released',
        toError(error),
      ),
    );
    // A database that does not respond must not hold up the end of the process.
    await Promise.race([
      release,
      sleep(this.#options.times.renewMs, undefined, { ref: false }),
    ]);
  }

  /** Acquires and renews the lease until it is stopped. */
  async #keep(): Promise<void> {
    const { logger, times } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#afterOthers(() => this.#acquireOrRenew());
        this.#isFailing = false;
      } catch (error) {
        // A holder that could not renew its lease either is not dead.
        this.#observed = undefined;
        if (!this.#isFailing) {
          logger.warn(
            'The lease for the entities of OpenChoreo cannot be read or written',
            toError(error),
          );
        }
        this.#isFailing = true;
      }
      await sleep(times.renewMs, undefined, { signal, ref: false }).catch(
        () => {},
      );
    }
  }

  async #acquireOrRenew(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    await this.#createTable();
    const { knex, logger } = this.#options;
    if (this.#isHeld) {
      if (!(await this.#renew(knex))) this.#lose();
    } else if (await this.#acquire()) {
      this.#isHeld = true;
      logger.info(
        'This instance writes the entities of OpenChoreo from now on',
      );
      this.#onAcquired();
    }
  }

  async #createTable(): Promise<void> {
    const { knex, createsTable } = this.#options;
    if (this.#hasTable || !createsTable) return;
    await createTableIfMissing(knex, table, defineTable);
    this.#hasTable = true;
  }

  async #acquire(): Promise<boolean> {
    const { knex } = this.#options;
    const leases = () => knex<LeaseRow>(table).where({ name: leaseName });
    const row = await leases().first();
    if (!row) {
      await knex<LeaseRow>(table)
        .insert({ name: leaseName, holder: this.#id, renewals: 0 })
        .onConflict('name')
        .ignore();
      return (await leases().first())?.holder === this.#id;
    }
    const { holder, renewals } = row;
    if (holder !== nobody && !this.#isExpired(row)) return false;
    // Another instance may have taken it, or the holder may have renewed it.
    const updated = await leases()
      .andWhere({ holder, renewals })
      .update({ holder: this.#id, renewals: renewals + 1 });
    return updated === 1;
  }

  #isExpired({ holder, renewals }: LeaseRow): boolean {
    const now = performance.now();
    const observed = this.#observed;
    if (observed?.holder !== holder || observed.renewals !== renewals) {
      this.#observed = { holder, renewals, since: now };
      return false;
    }
    return now - observed.since >= this.#options.times.leaseMs;
  }

  async #renew(knex: Knex): Promise<boolean> {
    return (await this.#mine(knex).increment('renewals')) === 1;
  }

  #mine(knex: Knex) {
    return knex<LeaseRow>(table).where({ name: leaseName, holder: this.#id });
  }

  #lose(): void {
    this.#isHeld = false;
    this.#observed = undefined;
    this.#options.logger.info(
      'Another instance writes the entities of OpenChoreo from now on',
    );
  }

  /** Locks the row of a lease, which the work renews first, until the end of the work. */
  async #withLock<T>(work: (knex: Knex) => Promise<T>): Promise<T> {
    const { knex } = this.#options;
    // The write needs a connection of its own.
    if (knex.client.pool.max < 2) return work(knex);
    return knex.transaction(async tx => {
      await this.#limitIdleTime(tx);
      return work(tx);
    });
  }

  /** The lock of an instance that is gone without closing its connection would remain until TCP gives up, often for hours. */
  async #limitIdleTime(tx: Knex.Transaction): Promise<void> {
    if (clientOf(tx) !== 'pg') return;
    await tx.raw(
      "select set_config('idle_in_transaction_session_timeout', ?, true)",
      [`${this.#options.times.writeMs}`],
    );
  }

  #afterOthers<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#idle.then(work);
    this.#idle = result.catch(() => {});
    return result;
  }
}

function defineTable(columns: Knex.CreateTableBuilder): void {
  columns.comment('Which instance writes the entities of OpenChoreo');
  columns.string('name').primary().notNullable();
  columns
    .string('holder')
    .notNullable()
    .comment('Id of the instance that holds the lease, or empty');
  columns
    .integer('renewals')
    .notNullable()
    .comment('Increases while the holder is alive');
}

/** The lease for the database of the catalog. */
export async function createWriterLease(options: {
  database: DatabaseService;
  logger: LoggerService;
  times?: Partial<LeaseTimes>;
}): Promise<WriterLease> {
  const { database, logger, times } = options;
  const knex = await database.getClient();
  if (isSqlite(knex)) return soleWriter;
  return new DatabaseWriterLease({
    knex,
    logger,
    createsTable: !database.migrations?.skip,
    times: { ...defaultTimes, ...times },
  });
}

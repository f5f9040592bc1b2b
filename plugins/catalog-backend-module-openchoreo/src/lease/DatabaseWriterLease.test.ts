import { mockServices } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import {
  describeWithPostgres,
  type DatabaseConfig,
  type DatabaseLink,
  type TestPostgres,
} from '../__testUtils__/TestPostgres';
import { createWriterLease } from './DatabaseWriterLease';
import type { WriterLease } from './WriterLease';

/** Resolves when a condition is met. */
async function until(
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const timeout = AbortSignal.timeout(30_000);
  while (!(await condition())) {
    timeout.throwIfAborted();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** A lease as one instance of the backend has it. */
class Instance {
  acquired = 0;

  private constructor(readonly knex: Knex, readonly lease: WriterLease) {}

  static async start(config: Knex.Config): Promise<Instance> {
    const knex = knexFactory({
      ...config,
      acquireConnectionTimeout: 1_000,
      log: { warn: () => {}, debug: () => {} },
    });
    const lease = await createWriterLease({
      database: mockServices.database.mock({ getClient: async () => knex }),
      logger: mockServices.logger.mock(),
      times: { leaseMs: 1_000, renewMs: 100, writeMs: 2_000 },
    });
    const instance = new Instance(knex, lease);
    lease.start(() => {
      instance.acquired += 1;
    });
    return instance;
  }

  /** Whether a write is run now. A database that does not respond is no. */
  canWrite(): Promise<boolean> {
    return this.lease.run(async () => {}).catch(() => false);
  }
}

describeWithPostgres('createWriterLease', getPostgres => {
  let postgres: TestPostgres;
  let config: DatabaseConfig;
  const instances: Instance[] = [];

  const start = async (link?: DatabaseLink): Promise<Instance> => {
    const instance = await Instance.start(link?.connect(config) ?? config);
    instances.push(instance);
    return instance;
  };

  const startHolder = async (link?: DatabaseLink): Promise<Instance> => {
    const holder = await start(link);
    await until(() => holder.canWrite());
    return holder;
  };

  beforeEach(async () => {
    postgres = getPostgres();
    config = await postgres.newKnexConfig();
  });

  afterEach(async () => {
    for (const { lease, knex } of instances.splice(0)) {
      await lease.stop();
      await knex.destroy();
    }
  });

  it('lets one instance write, also when several start at once on an empty database', async () => {
    const several = await Promise.all([start(), start(), start()]);
    await until(() => several.some(({ acquired }) => acquired > 0));
    const canWrite = await Promise.all(several.map(each => each.canWrite()));
    expect(canWrite.filter(Boolean)).toEqual([true]);
    expect(several.map(({ acquired }) => acquired).sort()).toEqual([0, 0, 1]);
  });

  it('passes to another instance when the holder stops', async () => {
    const first = await startHolder();
    const second = await start();
    expect(await second.canWrite()).toBe(false);
    await first.lease.stop();
    await until(() => second.canWrite());
    expect(await first.canWrite()).toBe(false);
  });

  it('passes to another instance when the holder is cut off, and not back', async () => {
    const link = await postgres.link();
    const first = await startHolder(link);
    const second = await start();
    link.cut();
    await until(() => second.canWrite());
    expect(await first.canWrite()).toBe(false);

    await link.restore();
    await until(async () => {
      const isConnected = await first.knex.raw('select 1').catch(() => false);
      return Boolean(isConnected);
    });
    expect(await first.canWrite()).toBe(false);
    expect(await second.canWrite()).toBe(true);
    expect([first.acquired, second.acquired]).toEqual([1, 1]);
  });

  it('stays with the holder when the database was away', async () => {
    const first = await startHolder();
    const second = await start();
    await postgres.stopServer();
    expect(await first.canWrite()).toBe(false);
    await postgres.startServer();
    await until(async () => (await first.canWrite()) || second.canWrite());
    expect(first.acquired + second.acquired).toBe(1);
  });

  it('does not pass to another instance during a write', async () => {
    const first = await startHolder();
    const second = await start();
    let end = () => {};
    const write = first.lease.run(
      () =>
        new Promise(resolve => {
          end = resolve;
        }),
    );
    // The holder does not renew its lease now, so that the other instance tries to take it.
    const isWaiting = async () => {
      const { rows } = await first.knex.raw(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows.length > 0;
    };
    await until(isWaiting);
    end();
    expect(await write).toBe(true);
    expect(await first.canWrite()).toBe(true);
    expect(second.acquired).toBe(0);
  });

  it('passes to another instance when the holder is gone in the middle of a write', async () => {
    const link = await postgres.link();
    const first = await startHolder(link);
    const second = await start();
    const write = first.lease.run(async () => link.freeze());
    await until(() => second.canWrite());
    link.cut();
    await expect(write).rejects.toThrow();
  });

  it('lets a write have the only connection of a pool', async () => {
    config = { ...config, pool: { min: 0, max: 1 } };
    const { knex, lease } = await startHolder();
    const isWritten = lease.run(async () => {
      await knex.raw('select 1');
    });
    expect(await isWritten).toBe(true);
  });

  it('keeps the lease when a write fails', async () => {
    const first = await startHolder();
    await expect(
      first.lease.run(async () => {
        throw new Error('invalid entity');
      }),
    ).rejects.toThrow('invalid entity');
    expect(await first.canWrite()).toBe(true);
  });
});

describe('createWriterLease on SQLite', () => {
  it('needs no table, because the database belongs to one process', async () => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    const lease = await createWriterLease({
      database: mockServices.database.mock({ getClient: async () => knex }),
      logger: mockServices.logger.mock(),
    });
    const onAcquired = jest.fn();
    lease.start(onAcquired);
    expect(onAcquired).toHaveBeenCalledTimes(1);
    const write = jest.fn();
    expect(await lease.run(write)).toBe(true);
    expect(write).toHaveBeenCalledTimes(1);
    expect(await knex.schema.hasTable('openchoreo_writer_lease')).toBe(false);
    await lease.stop();
    await knex.destroy();
  });
});

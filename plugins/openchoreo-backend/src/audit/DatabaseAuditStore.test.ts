import { mockServices } from '@backstage/backend-test-utils';
import type { AuditEntry } from '@promenade/backstage-plugin-openchoreo-common';
import { auditPage } from '@promenade/backstage-plugin-openchoreo-node';
import knexFactory from 'knex';
import { DatabaseAuditStore } from './DatabaseAuditStore';

const knex = knexFactory({
  client: 'better-sqlite3',
  connection: ':memory:',
  useNullAsDefault: true,
});

const entry = (id: string, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  startedAt: new Date().toISOString(),
  operation: 'deploy-component',
  organization: 'acme',
  project: 'shop',
  component: 'greeter',
  requestedBy: 'user:default/ada',
  door: 'rest',
  result: 'Started',
  details: { image: 'greeter:1' },
  ...changes,
});

const seeAll = async (refs: readonly object[]) => refs.map(() => true);

describe('DatabaseAuditStore', () => {
  let store: DatabaseAuditStore;
  const list = async (filter: object = {}) => {
    const entries = await store.list(
      { organization: 'acme', ...filter },
      { limit: 10 },
    );
    return entries.map(({ id }) => id);
  };

  beforeEach(async () => {
    await knex.schema.dropTableIfExists('openchoreo_audit_entries');
    store = new DatabaseAuditStore({
      database: mockServices.database.mock({ getClient: async () => knex }),
      keepFor: { days: 30 },
    });
  });
  afterAll(() => knex.destroy());

  it('stores an entry and how it has ended', async () => {
    const began = entry('1', { environment: 'development' });
    await store.begin(began);
    const outcome = {
      completedAt: new Date().toISOString(),
      result: 'Failed',
      message: 'It does not exist',
      details: { image: 'greeter:1', build: 'b1' },
    } as const;
    await store.complete('1', outcome);
    expect(await store.list({ organization: 'acme' }, { limit: 10 })).toEqual([
      { ...began, ...outcome },
    ]);
  });

  it('filters, also a person in another case', async () => {
    await store.begin(entry('1'));
    await store.begin(entry('2', { requestedBy: 'user:default/Sam' }));
    await store.begin(entry('3', { organization: 'other' }));
    await store.begin(entry('4', { operation: 'run-task', component: 'job' }));
    expect(await list({ person: 'user:default/sam' })).toEqual(['2']);
    expect(await list({ operation: 'run-task' })).toEqual(['4']);
    expect(await list({ component: 'greeter' })).toHaveLength(2);
    expect(await list({ result: 'Succeeded' })).toEqual([]);
    const [tomorrow, yesterday] = [1, -1].map(days =>
      new Date(Date.now() + days * 86_400_000).toISOString(),
    );
    expect(await list({ since: tomorrow })).toEqual([]);
    expect(await list({ until: yesterday })).toEqual([]);
    expect(await list({ since: yesterday, until: tomorrow })).toHaveLength(3);
  });

  it('deletes entries that are too old', async () => {
    const ago = (days: number) =>
      new Date(Date.now() - days * 86_400_000).toISOString();
    await store.begin(entry('kept', { startedAt: ago(29) }));
    await store.begin(entry('old', { startedAt: ago(31) }));
    expect(await list()).toEqual(['kept']);
    const restarted = new DatabaseAuditStore({
      database: mockServices.database.mock({ getClient: async () => knex }),
      keepFor: { days: 30 },
    });
    await restarted.begin(entry('new'));
    expect(await knex('openchoreo_audit_entries').pluck('id')).toEqual(
      expect.not.arrayContaining(['old']),
    );
  });

  it('pages from the newest, also within a millisecond, without what may not be seen', async () => {
    const startedAt = new Date().toISOString();
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await store.begin(entry(id, { startedAt, component: id }));
    }
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await auditPage(
        store,
        { organization: 'acme', limit: 2, cursor },
        async refs => refs.map(({ component }) => component !== 'd'),
      );
      pages.push(page.entries.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages).toEqual([['e', 'c'], ['b', 'a'], []]);
  });

  it.each(['x', Buffer.from('yesterday 1').toString('base64url')])(
    'rejects the malformed cursor %s',
    async cursor => {
      const filter = { organization: 'acme', cursor };
      await expect(auditPage(store, filter, seeAll)).rejects.toThrow(
        /cursor: is not the nextCursor/,
      );
    },
  );
});

import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  commands,
  reads,
  type CatalogProviderReport,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoServiceRef } from '@promenade/backstage-plugin-openchoreo-node';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import request from 'supertest';
import openChoreoPlugin from './index';

const path = '/api/openchoreo/catalog-sync';
const healthPath = '/api/openchoreo/health/catalog';
const secretPath = '/etc/backstage/openchoreo.kubeconfig';

const report: CatalogProviderReport = {
  isWriter: true,
  lastComparison: { at: '2026-03-01T12:00:00.000Z', durationSeconds: 0.2 },
  entities: [{ kind: 'component', count: 3 }],
  waiting: 1,
  unreadTypes: ['api'],
  heldEntities: 1,
  heldSources: [],
  heldRemovals: [
    {
      resource: 'component:acme/cart',
      entityRefs: ['component:acme/cart'],
      reason: 'Too many at once',
      since: '2026-03-01T12:00:00.000Z',
      until: '2026-03-01T12:00:30.000Z',
    },
  ],
};

const rejected = {
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Component',
  namespace: 'acme',
  name: 'broken',
  problems: [{ path: 'spec.type', message: 'is missing' }],
  since: '2026-03-01T12:00:00.000Z',
};

describe('the catalog sync', () => {
  let backend: TestBackend;
  const permissions = mockServices.permissions.mock();
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const sync = jest.fn();
  const openChoreo = openChoreoServiceMock();
  let unregister = () => {};

  beforeAll(async () => {
    openChoreo.cache.freshness = () => ({
      status: 'starting',
      message: `${secretPath} cannot be read`,
    });
    openChoreo.cache.rejected = () => [rejected];
    backend = await startTestBackend({
      features: [
        openChoreoPlugin,
        permissions.factory,
        auditor.factory,
        catalogServiceMock.factory(),
        createServiceFactory({
          service: openChoreoServiceRef,
          deps: {},
          factory: () => openChoreo,
        }),
      ],
    });
  });

  /** Denies some permissions. */
  const deny = (...names: string[]) =>
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result: names.includes(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    );

  beforeEach(() => {
    jest.resetAllMocks();
    deny();
    auditor.createEvent.mockResolvedValue({ success, fail: jest.fn() });
    unregister = openChoreo.catalogSync.register({
      report: () => report,
      sync,
    });
  });

  afterEach(() => unregister());

  afterAll(() => backend.stop());

  it('has the watch with its problem, the provider and the rejected resources', async () => {
    const { status, body } = await request(backend.server).get(path);
    expect(status).toBe(200);
    expect(reads.getCatalogSync.output.parse(body)).toEqual({
      watch: { status: 'starting', message: `${secretPath} cannot be read` },
      provider: report,
      rejected: [rejected],
      canSync: true,
    });
  });

  it('has the rights that the account lacks, with a manifest that grants them', async () => {
    const { freshness } = openChoreo.cache;
    const right = {
      apiGroup: 'openchoreo.dev',
      resource: 'components',
      kind: 'Component',
      verbs: ['get', 'list', 'watch'],
    };
    openChoreo.cache.freshness = () => ({
      status: 'live',
      missingRights: [right],
      account: 'system:serviceaccount:portal:backstage',
    });
    const { body } = await request(backend.server).get(path);
    const health = await request(backend.server).get(healthPath);
    openChoreo.cache.freshness = freshness;
    const { watch } = reads.getCatalogSync.output.parse(body);
    expect(watch.missingRights).toEqual([right]);
    expect(watch.grant).toContain('resources: [components]');
    expect(watch.grant).toContain('name: backstage');
    expect([health.status, health.body]).toEqual([
      503,
      {
        status: 'forbidden',
        isWriter: true,
        lastComparison: '2026-03-01T12:00:00.000Z',
      },
    ]);
  });

  it.each<[string, Partial<CatalogProviderReport>, number]>([
    ['held', {}, 200],
    ['current', { heldEntities: 0, waiting: 0 }, 200],
    ['write', { writeProblem: 'the table is locked' }, 503],
    ['comparison', { comparisonProblem: 'the database is away' }, 503],
    [
      'heldSource',
      {
        heldSources: [
          { source: 'openchoreo', reason: 'It is another cluster', since: '' },
        ],
      },
      503,
    ],
  ])('has the health %s for monitors', async (type, parts, code) => {
    const { freshness } = openChoreo.cache;
    openChoreo.cache.freshness = () => ({ status: 'live' });
    unregister();
    unregister = openChoreo.catalogSync.register({
      report: () => ({ ...report, ...parts }),
      sync,
    });
    const { status, body } = await request(backend.server)
      .get(healthPath)
      .set('Authorization', '');
    openChoreo.cache.freshness = freshness;
    expect([status, body.status]).toEqual([code, type]);
  });

  it('accepts a control plane that is held back', async () => {
    const { status } = await request(backend.server)
      .post(path)
      .send({ acceptSources: ['openchoreo'] });
    expect(status).toBe(200);
    expect(sync).toHaveBeenCalledWith({ acceptSources: ['openchoreo'] });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        meta: expect.objectContaining({ acceptSources: 'openchoreo' }),
      }),
    );
  });

  it('rejects a control plane that does not exist', async () => {
    const { status, body } = await request(backend.server)
      .post(path)
      .send({ acceptSources: ['openchoreo', 'nope'] });
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'acceptSources.1: there is no control plane nope. Use one of openchoreo',
    );
    expect(sync).not.toHaveBeenCalled();
  });

  it('has each control plane where there are several, and is healthy while one of them is', async () => {
    const { freshness } = openChoreo.cache;
    openChoreo.cache.freshness = () => ({
      status: 'stale',
      message: `us: ${secretPath} cannot be read`,
      sources: [
        { name: 'eu', status: 'live', lastSeen: new Date(0) },
        { name: 'us', status: 'stale', message: 'cannot be read' },
      ],
    });
    const { body } = await request(backend.server).get(path);
    expect(reads.getCatalogSync.output.parse(body).watch.sources).toEqual([
      { name: 'eu', status: 'live', lastSeen: '1970-01-01T00:00:00.000Z' },
      { name: 'us', status: 'stale', message: 'cannot be read' },
    ]);
    const health = await request(backend.server).get('/api/openchoreo/health');
    openChoreo.cache.freshness = freshness;
    expect(health.status).toBe(200);
    expect(health.body).toEqual({
      status: 'stale',
      sources: [
        { name: 'eu', status: 'live', lastSeen: '1970-01-01T00:00:00.000Z' },
        { name: 'us', status: 'stale' },
      ],
    });
  });

  it('has no provider where the catalog module does not run', async () => {
    unregister();
    const { status, body } = await request(backend.server).get(path);
    expect([status, body.provider]).toEqual([200, undefined]);
  });

  it('tells who may not sync', async () => {
    deny('openchoreo.catalog.sync');
    const { body } = await request(backend.server).get(path);
    expect(body.canSync).toBe(false);
    const response = await request(backend.server).post(path).send({});
    expect(response.status).toBe(403);
    expect(sync).not.toHaveBeenCalled();
  });

  it('is made now, which is audited', async () => {
    const { status, body } = await request(backend.server).post(path).send({});
    expect(status).toBe(200);
    expect(commands.syncCatalog.output.parse(body).provider).toEqual(report);
    expect(sync).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'catalog-sync',
        severityLevel: 'medium',
      }),
    );
    expect(success).toHaveBeenCalledWith({ meta: { isWriter: 'true' } });
  });

  it('tells why it could not be made', async () => {
    sync.mockRejectedValue(new ServiceUnavailableError('No catalog'));
    const { status, body } = await request(backend.server).post(path).send({});
    expect([status, body.error.message]).toEqual([503, 'No catalog']);
  });

  it('cannot be made where the catalog module does not run', async () => {
    unregister();
    const { status, body } = await request(backend.server).post(path).send({});
    expect(status).toBe(409);
    expect(body.error.message).toContain('catalog module of OpenChoreo');
  });

  it('shows nothing but the status to the public', async () => {
    const response = await request(backend.server)
      .get('/api/openchoreo/health')
      .set('Authorization', '');
    expect([response.status, response.body]).toEqual([
      503,
      { status: 'starting' },
    ]);
  });
});

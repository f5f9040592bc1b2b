import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  allowedVerbsSchema,
  approvalListSchema,
  originLocation,
  promotionListSchema,
  verbs,
  type PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  openChoreoServiceRef,
  OpenChoreoViews,
  type CatalogUnitKey,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  memoryDatabase,
  noOverviews,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import request from 'supertest';
import { decideWithCondition } from './__testUtils__/decideWithCondition';
import {
  aPromotion,
  aSnapshot,
  promotionSourceOf,
} from './__testUtils__/promotionRecords';
import openChoreoPlugin from './index';

const component = (name: string, organization = 'acme') => ({
  organization,
  project: 'shop',
  component: name,
});

const apiPath = '/api/openchoreo';

describe('the history of promotions', () => {
  let backend: TestBackend;
  let records: PromotionRecord[] = [];
  let denied: string[] = [];
  /** Names of components that exist. */
  let existing: string[] = [];
  const permissions = mockServices.permissions.mock();
  const userInfo = mockServices.userInfo.mock();

  beforeAll(async () => {
    const unit = ({ type, organization, name }: CatalogUnitKey) => {
      const base = { organization, name, resourceKind: '', owners: [] };
      if (type === 'project') {
        return { ...base, type, deploymentPipeline: 'default' } as const;
      }
      return type === 'component' && existing.includes(name)
        ? ({
            ...base,
            type,
            project: 'shop',
            componentType: 'Service',
            endpoints: [],
            apis: [],
            connections: {
              components: [],
              endpoints: [],
              managedResources: [],
            },
          } as const)
        : undefined;
    };
    const openChoreo = openChoreoServiceMock({
      verbDeclarations: Object.values(verbs),
      catalogUnits: { ...openChoreoServiceMock().catalogUnits, get: unit },
      views: new OpenChoreoViews({
        freshness: () => ({ status: 'live' }),
        snapshot: ref =>
          existing.includes(ref.component) ? aSnapshot(ref) : undefined,
        promotions: promotionSourceOf(() => records),
        organization: () => undefined,
        projects: () => [],
        overviews: noOverviews,
      }),
    });
    const managed = (kind: string, name: string, namespace: string) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        name,
        namespace,
        annotations: {
          'backstage.io/managed-by-origin-location': originLocation,
        },
      },
    });
    backend = await startTestBackend({
      features: [
        openChoreoPlugin,
        memoryDatabase,
        permissions.factory,
        userInfo.factory,
        catalogServiceMock.factory({
          entities: [
            managed('System', 'shop', 'acme'),
            managed('Domain', 'acme', 'acme'),
          ],
        }),
        createServiceFactory({
          service: openChoreoServiceRef,
          deps: {},
          factory: () => openChoreo,
        }),
      ],
    });
  });
  afterAll(() => backend.stop());

  beforeEach(() => {
    jest.clearAllMocks();
    denied = [];
    existing = ['greeter', 'secret'];
    records = [];
    decideWithCondition(permissions);
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result: denied.includes(`${permission.name} ${resourceRef}`)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    );
    userInfo.getUserInfo.mockImplementation(async () => ({
      userEntityRef: 'user:default/ana',
      ownershipEntityRefs: ['user:default/ana', 'group:default/leads'],
    }));
  });

  const get = (path: string) =>
    request(backend.server)
      .get(`${apiPath}${path}`)
      .set('Authorization', mockCredentials.user.header('user:default/ana'));
  const list = async (path: string) => {
    const { status, body } = await get(path);
    expect([status, body.error?.message]).toEqual([200, undefined]);
    return promotionListSchema.parse(body);
  };
  const names = ({ promotions }: { promotions: PromotionRecord[] }) =>
    promotions.map(({ name }) => name);

  const organization = '/organizations/acme';
  const project = `${organization}/projects/shop`;

  it('has pages', async () => {
    records = ['5', '4', '3', '2', '1'].map(name =>
      aPromotion(name, component('greeter')),
    );
    const path = `${project}/components/greeter/promotions?limit=2`;
    const first = await list(path);
    expect(names(first)).toEqual(['5', '4']);
    const second = await list(`${path}&cursor=${first.nextCursor}`);
    expect(names(second)).toEqual(['3', '2']);
    const third = await list(`${path}&cursor=${second.nextCursor}`);
    expect(third).toMatchObject({ promotions: [{ name: '1' }] });
    expect(third.nextCursor).toBeUndefined();
  });

  it.each([
    ['limit=0', /limit/],
    ['limit=201', /limit/],
    ['since=yesterday', /since/],
    ['cursor=%25', /cursor/],
    ['format=xml', /format/],
  ])('rejects %s', async (query, message) => {
    records = [aPromotion('1', component('greeter'))];
    const { status, body } = await get(
      `${project}/components/greeter/promotions?${query}`,
    );
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });

  it('lists who changed what, and who was denied, of what the reader may see', async () => {
    const restart = 'openchoreo.deployment.update component:acme/greeter';
    const send = () =>
      request(backend.server)
        .post(
          `${apiPath}${project}/components/greeter/environments/staging/restart`,
        )
        .set('Authorization', mockCredentials.user.header('user:default/eve'))
        .send({});
    await send();
    denied = [restart];
    await send();
    const path = `${organization}/audit-entries?person=user:default/eve`;
    const { body } = await get(path);
    const common = {
      operation: 'restart-component',
      ...component('greeter'),
      environment: 'staging',
      requestedBy: 'user:default/eve',
      door: 'rest',
    };
    expect(body.entries).toMatchObject([
      { ...common, result: 'Denied', message: expect.stringMatching(/perm/) },
      { ...common, result: 'Failed' },
    ]);
    const csv = await get(`${path}&format=csv`);
    expect(csv.text.trim().split('\r\n')).toHaveLength(3);

    denied = ['openchoreo.deployment.read component:acme/greeter'];
    expect((await get(path)).body).toEqual({ entries: [] });
  });

  it('describes a promotion by its name, with what the reader may do', async () => {
    records = [
      aPromotion('new', component('greeter')),
      aPromotion('other', component('greeter'), { to: 'staging' }),
      aPromotion('old', component('greeter'), { phase: 'Succeeded' }),
    ];
    denied = ['openchoreo.promotion.cancel component:acme/greeter'];
    const { status, body } = await get(`${organization}/promotions/new`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      component: component('greeter'),
      entityRef: 'component:acme/greeter',
      promotion: { name: 'new' },
      decide: { isAllowed: true },
      cancel: {
        isAllowed: false,
        reason: 'You may not cancel promotions of this component.',
      },
      earlier: [{ name: 'old' }],
    });
  });

  it('describes a promotion of a component that was deleted, without its plan', async () => {
    existing = [];
    records = [aPromotion('old', component('gone'), { phase: 'Failed' })];
    const { body } = await get(`${organization}/promotions/old`);
    expect(body).toMatchObject({
      promotion: { phase: 'Failed' },
      decide: { isAllowed: false, reason: 'It does not wait for an approval.' },
      cancel: { isAllowed: false, reason: 'It has ended.' },
    });
    expect(body.plan).toBeUndefined();
  });

  it.each([
    ['there is none', 'nothing', []],
    [
      'the reader may not see its component',
      'hidden',
      ['openchoreo.deployment.read component:acme/secret'],
    ],
  ])('describes no promotion when %s', async (_, name, without) => {
    records = [aPromotion('hidden', component('secret'))];
    denied = without;
    const { status, body } = await get(`${organization}/promotions/${name}`);
    expect([status, body.error.message]).toEqual([
      404,
      expect.stringContaining(`There is no promotion ${name} in acme`),
    ]);
  });

  it('is filtered by environment, person, phase and time', async () => {
    records = [
      aPromotion('4', component('greeter'), { to: 'staging' }),
      aPromotion('3', component('greeter'), { phase: 'Failed' }),
      aPromotion('2', component('greeter'), {
        approvals: [
          {
            by: 'user:default/Ana',
            decision: 'Approved',
            at: '2026-03-01T12:00:00Z',
          },
        ],
      }),
      aPromotion('1', component('greeter'), {
        startedAt: '2026-02-01T12:00:00Z',
      }),
    ];
    const filtered = async (query: string) =>
      names(await list(`${organization}/promotions?${query}`));
    expect(await filtered('environment=staging')).toEqual(['4']);
    expect(await filtered('phase=Failed')).toEqual(['3']);
    expect(await filtered('type=RollBack')).toEqual([]);
    expect(await filtered('until=2026-02-15T00:00:00Z')).toEqual(['1']);
    expect(await filtered('person=user:default/ana')).toEqual(['2']);
    expect(await filtered('since=2026-02-15T00:00:00Z')).toEqual([
      '4',
      '3',
      '2',
    ]);
  });

  it('of a project and an organization has only components that the caller may see, in one request for a page', async () => {
    records = ['4', '3', '2', '1'].map((name, index) =>
      aPromotion(name, component(index % 2 ? 'secret' : 'greeter')),
    );
    denied = ['openchoreo.deployment.read component:acme/secret'];
    for (const scope of [project, organization]) {
      permissions.authorize.mockClear();
      expect(names(await list(`${scope}/promotions`))).toEqual(['4', '2']);
      expect(permissions.authorize).toHaveBeenCalledTimes(1);
    }
  });

  it('has deleted components, about which the project decides', async () => {
    existing = [];
    records = [aPromotion('1', component('gone'))];
    const scopes = [project, organization, `${project}/components/gone`];
    for (const scope of scopes) {
      expect(names(await list(`${scope}/promotions`))).toEqual(['1']);
    }
    denied = ['openchoreo.deployment.read system:acme/shop'];
    expect(names(await list(`${organization}/promotions`))).toEqual([]);
  });

  it('is exported as JSON lines, with all pages', async () => {
    records = Array.from({ length: 450 }, (_, index) =>
      aPromotion(`${450 - index}`, component('greeter')),
    );
    const { headers, text } = await get(
      `${project}/promotions?format=jsonl&limit=2`,
    ).buffer(true);
    expect(headers['content-type']).toBe('application/x-ndjson');
    expect(headers['content-disposition']).toContain('promotions.jsonl');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(450);
    expect(JSON.parse(lines[449])).toMatchObject({ name: '1' });
  });

  it('is exported as CSV, in which nothing is a formula', async () => {
    records = [
      aPromotion('1', component('greeter'), {
        reason: '=HYPERLINK("http://evil.test")',
        message: 'Two, "quoted"\nlines',
      }),
    ];
    const { headers, text } = await get(`${project}/promotions?format=csv`);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    const [header, row] = text.split('\r\n');
    expect(header).toMatch(/^requestedAt,completedAt,organization,/);
    expect(row).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    expect(row).toContain('"Two, ""quoted""\nlines"');
  });

  it('is not exported as a part for the whole', async () => {
    const path = `${project}/components/greeter/promotions`;
    records = Array.from({ length: 250 }, (_, index) =>
      aPromotion(`${index}`, component('greeter')),
    );
    expect((await get(`${path}?format=csv&cursor=%25`)).status).toBe(400);
    // The second page cannot be formatted.
    Object.defineProperty(records[220], 'gates', {
      enumerable: true,
      get() {
        throw new Error('It cannot be read');
      },
    });
    await expect(get(`${path}?format=csv`)).rejects.toThrow(/aborted|hang up/);
    await expect(get(`${path}?format=jsonl`).buffer(true)).rejects.toThrow(
      /aborted|hang up/,
    );
  });

  it('is not exported to those who may not see it', async () => {
    denied = ['openchoreo.deployment.read component:acme/greeter'];
    records = [aPromotion('1', component('greeter'))];
    const { status } = await get(
      `${project}/components/greeter/promotions?format=csv`,
    );
    expect(status).toBe(403);
    const { text } = await get(`${project}/promotions?format=csv`);
    expect(text.trimEnd().split('\r\n')).toHaveLength(1);
  });

  it('what the caller may do takes one request beside that of the read', async () => {
    const { status, body } = await get(
      `${project}/components/greeter/allowed-verbs`,
    );
    expect(status).toBe(200);
    const environments = new Set(
      allowedVerbsSchema
        .parse(body)
        .verbs.flatMap(({ environment }) => environment ?? []),
    );
    expect([...environments]).toEqual(['staging', 'production']);
    expect(permissions.authorize).toHaveBeenCalledTimes(2);
  });

  it('has an inbox across organizations, with what the caller can approve first', async () => {
    existing = ['greeter', 'secret', 'other'];
    const requiredApproval = {
      count: 1,
      missing: 1,
      groups: ['group:default/leads'],
      allowsSelfApproval: false,
    };
    records = [
      aPromotion('own', component('greeter'), {
        requiredApproval,
        requestedBy: 'user:default/ana',
      }),
      aPromotion('hidden', component('secret'), { requiredApproval }),
      aPromotion('not-listed', component('greeter'), {
        requiredApproval: {
          ...requiredApproval,
          groups: ['group:default/others'],
        },
      }),
      aPromotion('not-allowed', component('greeter'), {
        to: 'staging',
        requiredApproval,
      }),
      aPromotion('mine', component('other', 'globex'), { requiredApproval }),
      aPromotion('finished', component('greeter'), { phase: 'Succeeded' }),
    ];
    denied = [
      'openchoreo.deployment.read component:acme/secret',
      'openchoreo.environment.approve acme/shop/greeter/staging',
    ];
    const { body } = await get('/approvals');
    const { approvals } = approvalListSchema.parse(body);
    expect(
      approvals.map(({ promotion, canApprove, reason }) => ({
        name: promotion.name,
        canApprove,
        reason,
      })),
    ).toEqual([
      { name: 'mine', canApprove: true },
      {
        name: 'not-allowed',
        canApprove: false,
        reason: 'You may not approve promotions to staging of this component.',
      },
      {
        name: 'not-listed',
        canApprove: false,
        reason: 'Only group:default/others may decide about it.',
      },
      {
        name: 'own',
        canApprove: false,
        reason: expect.stringContaining('You requested it'),
      },
    ]);
    expect(approvals[0]).toMatchObject({
      entityRef: 'component:globex/other',
      isProduction: true,
    });
    expect(permissions.authorize).toHaveBeenCalledTimes(2);
  });
});

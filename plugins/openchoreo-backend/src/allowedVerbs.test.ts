import {
  mockCredentials,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  allowedVerbsSchema,
  deployBoardSchema,
  environmentApprovePermission,
  environmentDeployPermission,
  verbs,
  withAllowedVerbs,
  type PromotionRecord,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
  OpenChoreoViews,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  noOverviews,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import request from 'supertest';
import {
  aPromotion,
  aSnapshot,
  promotionSourceOf,
} from './__testUtils__/promotionRecords';
import { startWithPolicy } from './__testUtils__/startWithPolicy';

const ref = { organization: 'acme', project: 'shop', component: 'greeter' };
const path =
  '/api/openchoreo/organizations/acme/projects/shop/components/greeter';

describe('with a policy that denies production', () => {
  let backend: TestBackend;
  const execute = jest.fn();
  const requiredApproval = {
    count: 1,
    missing: 1,
    allowsSelfApproval: false,
  };
  const records: PromotionRecord[] = [
    aPromotion('to-production', ref, { requiredApproval }),
    aPromotion('to-staging', ref, { to: 'staging', requiredApproval }),
  ];

  beforeAll(async () => {
    const conditions = { not: environmentConditions.isProduction() };
    const openChoreo = openChoreoServiceMock({
      views: new OpenChoreoViews({
        freshness: () => ({ status: 'live' }),
        snapshot: () => aSnapshot(ref, records),
        promotions: promotionSourceOf(() => records),
        organization: () => undefined,
        projects: () => [],
        overviews: noOverviews,
      }),
      verbDeclarations: Object.values(verbs),
      verbs: {
        async execute(verb, _, verbRequest) {
          execute(verb.name, verbRequest?.environment);
          throw new Error('It was allowed');
        },
        undo: async () => {},
        plan: async () => {
          throw new Error('Not part of this test');
        },
      },
    });
    backend = await startWithPolicy(openChoreo, {
      handle: async ({ permission }) => {
        for (const onEnvironment of [
          environmentDeployPermission,
          environmentApprovePermission,
        ]) {
          if (permission.name === onEnvironment.name) {
            return createEnvironmentConditionalDecision(
              onEnvironment,
              conditions,
            );
          }
        }
        return { result: AuthorizeResult.ALLOW };
      },
    });
  });
  afterAll(() => backend.stop());
  beforeEach(() => execute.mockClear());

  const get = (route: string, user?: string) =>
    request(backend.server)
      .get(`${path}${route}`)
      .set('Authorization', mockCredentials.user.header(user));
  const post = (route: string, body: object = {}) =>
    request(backend.server)
      .post(`${path}${route}`)
      .set('Authorization', mockCredentials.user.header())
      .send(body);

  it('the caller learns for each verb and environment what is allowed', async () => {
    const { body } = await get('/allowed-verbs');
    const allowed = allowedVerbsSchema.parse(body).verbs;
    const ofComponent = Object.values<VerbDeclaration>(verbs).filter(
      ({ resource }) => resource === 'component',
    );
    const expected = ofComponent.flatMap(({ name: verb, environment }) =>
      environment && environment.names !== 'component'
        ? [
            { verb, environment: 'staging', isAllowed: true },
            {
              verb,
              environment: 'production',
              isAllowed: false,
              reason: `You may not do this in production: you do not have the permission ${environment.permission.name} for it.`,
            },
          ]
        : [{ verb, isAllowed: true }],
    );
    expect(allowed).toEqual(expected);
    expect(allowed.map(({ verb }) => verb)).not.toContain('create-project');
  });

  it('the board offers only what is allowed, and says why not', async () => {
    const board = deployBoardSchema.parse((await get('/board')).body);
    const allowed = allowedVerbsSchema.parse(
      (await get('/allowed-verbs')).body,
    );
    const [staging, production] = withAllowedVerbs(board, allowed).environments;
    expect(staging.actions).toContainEqual({
      verb: 'Approve',
      promotion: 'to-staging',
      enabled: true,
    });
    expect(production.actions.slice(0, 3)).toEqual(
      (['Approve', 'Reject', 'Cancel'] as const).map(verb => ({
        verb,
        promotion: 'to-production',
        enabled: false,
        reason: expect.stringMatching(/^You may not do this in production: /),
      })),
    );
    // What is not possible keeps the reason of that.
    expect(production.actions).toContainEqual(
      expect.objectContaining({
        verb: 'Promote',
        reason: 'Nothing is deployed in staging.',
      }),
    );
  });

  it('the requester may not approve, whatever the policy says', async () => {
    const { body } = await get('/allowed-verbs', 'user:default/rob');
    expect(allowedVerbsSchema.parse(body).verbs).toContainEqual({
      verb: 'approve-promotion',
      environment: 'staging',
      isAllowed: false,
      reason: expect.stringContaining('You requested it'),
    });
  });

  it.each(['approve', 'reject', 'cancel'])(
    'a promotion to there cannot be decided about: %s',
    async action => {
      const decide = (name: string) =>
        post(`/promotions/${name}/${action}`, { comment: 'Because' });
      const { status, body } = await decide('to-production');
      expect(status).toBe(403);
      expect(body.error.message).toMatch(
        /openchoreo.environment.(approve|deploy) for acme\/shop\/greeter\/production/,
      );
      expect(execute).not.toHaveBeenCalled();
      await decide('to-staging');
      expect(execute).toHaveBeenCalledWith(`${action}-promotion`, 'staging');
    },
  );

  it('the environment of a promotion cannot be claimed', async () => {
    const { status } = await post('/promotions/to-production/approve', {
      environment: 'staging',
    });
    expect(status).toBe(400);
  });

  it('a promotion that does not exist is not found', async () => {
    const { status } = await post('/promotions/nothing/approve');
    expect(status).toBe(404);
    expect(execute).not.toHaveBeenCalled();
  });
});

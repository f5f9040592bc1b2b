import {
  mockCredentials,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  environmentDeployPermission,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
  OpenChoreoViews,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  noOverviews,
  noPromotions,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import request from 'supertest';
import { startWithPolicy } from './__testUtils__/startWithPolicy';

const { isEnvironment, isInOrganization, isInProject, isProduction } =
  environmentConditions;

type Conditions = PermissionCriteria<
  PermissionCondition<'openchoreo-environment'>
>;

describe('the permission to change an environment', () => {
  let backend: TestBackend;
  let conditions: Conditions;
  const execute = jest.fn();

  beforeAll(async () => {
    const freshness = () => ({ status: 'live' as const });
    const environments = new Map(
      ['development', 'staging', 'production'].map(name => [
        name,
        { name, isProduction: name === 'production' },
      ]),
    );
    const openChoreo = openChoreoServiceMock({
      views: new OpenChoreoViews({
        freshness,
        promotions: noPromotions,
        organization: () => undefined,
        projects: () => [],
        overviews: noOverviews,
        snapshot: ref => ({
          ref,
          environments,
          deployments: [],
          apis: [],
          peers: [],
          managedResources: new Map(),
          releases: [],
          promotions: [],
          rejected: [],
        }),
      }),
      verbDeclarations: [verbs.promoteComponent, verbs.setState],
      verbs: {
        execute: async verb => {
          execute(verb.name);
          throw new Error('It was allowed');
        },
        undo: async () => {},
        plan: async () => {
          throw new Error('Not part of this test');
        },
      },
    });
    backend = await startWithPolicy(openChoreo, {
      handle: async ({ permission }) =>
        permission.name === environmentDeployPermission.name
          ? createEnvironmentConditionalDecision(
              environmentDeployPermission,
              conditions,
            )
          : { result: AuthorizeResult.ALLOW },
    });
  });
  afterAll(() => backend.stop());
  beforeEach(() => execute.mockClear());

  const greeter =
    '/api/openchoreo/organizations/acme/projects/shop/components/greeter';

  async function isAllowedToPromote(to: string, path = greeter) {
    const { body } = await request(backend.server)
      .post(`${path}/promotions`)
      .set('Authorization', mockCredentials.user.header())
      .send({ from: 'development', to });
    const isAllowed = body.error.message === 'It was allowed';
    if (!isAllowed) {
      expect(body).toMatchObject({
        response: { statusCode: 403 },
        error: {
          message: expect.stringContaining('openchoreo.environment.deploy'),
        },
      });
    }
    return isAllowed;
  }

  it('is conditional on the environment', async () => {
    conditions = isEnvironment({ environments: ['staging'] });
    expect(await isAllowedToPromote('staging')).toBe(true);
    expect(await isAllowedToPromote('production')).toBe(false);
  });

  it('is conditional on production, which an unknown environment counts as', async () => {
    conditions = { not: isProduction() };
    expect(await isAllowedToPromote('staging')).toBe(true);
    expect(await isAllowedToPromote('production')).toBe(false);
    expect(await isAllowedToPromote('unknown')).toBe(false);
  });

  it('is conditional on project and organization', async () => {
    conditions = {
      allOf: [
        isInOrganization({ organizations: ['acme'] }),
        isInProject({ projects: ['shop'] }),
      ],
    };
    const at = (path: string) => isAllowedToPromote('staging', path);
    expect(await at(greeter)).toBe(true);
    expect(await at(greeter.replace('acme', 'globex'))).toBe(false);
    expect(await at(greeter.replace('shop', 'rail'))).toBe(false);
  });

  it('applies to a change of the state', async () => {
    conditions = isEnvironment({ environments: ['staging'] });
    const put = (environment: string) =>
      request(backend.server)
        .put(`${greeter}/environments/${environment}/state`)
        .set('Authorization', mockCredentials.user.header())
        .send({ state: 'Suspend', resourceVersion: '1' });
    expect((await put('production')).status).toBe(403);
    expect(execute).not.toHaveBeenCalled();
    await put('staging');
    expect(execute).toHaveBeenCalledWith('set-state');
  });
});

import {
  apiKind,
  environmentKind,
  organizationKind,
  projectKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  acme,
  seeAll,
  seeAllBut,
  seeNothing,
  time,
} from '../../__testUtils__/OverviewResources';
import { now } from '../../__testUtils__/snapshots';

describe('the overview of an organization', () => {
  it('has its projects with the worst states, environments and pipelines', async () => {
    const overview = await acme().overviews.organization('acme', seeAll);
    expect(overview).toMatchObject({
      name: 'acme',
      asOf: now.toISOString(),
      projects: [
        {
          name: 'lost',
          entityRef: 'system:acme/lost',
          componentCount: 0,
          states: [],
          problem: expect.stringContaining('missing'),
        },
        {
          name: 'shop',
          pipeline: 'main',
          componentCount: 3,
          states: [
            { state: 'Failed', count: 1 },
            { state: 'Ready', count: 1 },
            { state: 'NotDeployed', count: 1 },
          ],
        },
      ],
      environments: [
        { organization: 'default', name: 'development' },
        {
          organization: 'default',
          name: 'staging',
          entityRef: 'resource:default/environment-staging',
          dataPlane: { name: 'default', isSimulated: true },
          states: [
            { state: 'Failed', count: 1 },
            { state: 'Ready', count: 1 },
          ],
        },
        {
          organization: 'acme',
          name: 'production',
          isProduction: true,
          states: [],
        },
      ],
      pipelines: [
        {
          name: 'main',
          displayName: 'Main',
          environments: [
            { name: 'development' },
            { name: 'staging' },
            { name: 'production' },
          ],
        },
      ],
    });
    expect(overview.stale).toBeUndefined();
  });

  it('has isolation, quotas and access', async () => {
    const resources = acme()
      .with(organizationKind, 'acme', {
        access: [{ subject: 'group:team-a', role: 'developer' }],
      })
      .with(
        projectKind,
        'safe',
        { deploymentPipelineRef: 'main', cell: { isolation: 'Enforced' } },
        {
          namespace: 'acme',
          status: {
            cells: [
              {
                environment: 'staging',
                namespace: 'dp-acme-safe-staging',
                quota: { hard: { pods: '4' }, used: { pods: '1' } },
              },
            ],
          },
        },
      );
    const all = await resources.overviews.organization('acme', seeAll);
    expect(all.access).toEqual([
      { subject: 'group:team-a', role: 'developer' },
    ]);
    expect(all.projects).toContainEqual(
      expect.objectContaining({
        name: 'safe',
        isolation: { mode: 'Enforced' },
      }),
    );
    expect(all.quotas).toMatchObject([
      { project: 'safe', resources: [{ name: 'pods', ratio: 0.25 }] },
    ]);
  });

  it('does not count components that the caller may not see', async () => {
    const { projects } = await acme().overviews.organization(
      'acme',
      seeAllBut('cart'),
    );
    expect(projects[1]).toMatchObject({
      componentCount: 2,
      states: [{ state: 'Ready' }, { state: 'NotDeployed' }],
    });
  });

  it('is not found when the caller may see nothing of it', async () => {
    const { overviews } = acme();
    await expect(overviews.organization('acme', seeNothing)).rejects.toThrow(
      'There is no organization acme',
    );
    await expect(overviews.organization('moon', seeAll)).rejects.toThrow(
      'There is no organization moon',
    );
  });

  it('says since when the control plane is not reachable', async () => {
    const resources = acme();
    resources.freshness = {
      status: 'stale',
      lastSeen: new Date(time),
      message: 'connection refused',
    };
    expect(
      await resources.overviews.organization('acme', seeAll),
    ).toMatchObject({
      asOf: new Date(time).toISOString(),
      stale: { message: expect.stringContaining('connection refused') },
    });
  });
});

describe('the overview of a project', () => {
  const shop = { organization: 'acme', project: 'shop' };

  it('has the state and the release of each component in each environment', async () => {
    const overview = await acme().overviews.project(shop, seeAll);
    expect(overview.environments.map(({ name }) => name)).toEqual([
      'development',
      'staging',
      'production',
    ]);
    expect(overview.components).toMatchObject([
      {
        name: 'cart',
        entityRef: 'component:acme/cart',
        type: 'Service',
        deployments: [
          { environment: 'development', state: 'Ready' },
          {
            environment: 'staging',
            state: 'Failed',
            message: expect.stringContaining('class'),
            release: { version: '1.2', short: expect.any(String) },
          },
          { environment: 'production', state: 'NotDeployed' },
        ],
      },
      { name: 'idle' },
      { name: 'web' },
    ]);
    expect(overview.pipeline?.edges).toMatchObject([
      { from: 'staging', to: 'production', requiresApproval: true },
      { from: 'development', to: 'staging', requiresApproval: false },
    ]);
  });

  it('has the same states as the boards of the components', async () => {
    const resources = acme()
      .component('slow', { development: 'Progressing' })
      .with(apiKind, 'proxy', {
        owner: { projectName: 'shop', componentName: 'idle' },
        environmentName: 'staging',
        type: 'REST',
        endpointTemplateSpec: {
          restEndpoint: { backend: { basePath: '/', port: 80 } },
        },
      });
    const views = resources.views();
    const { components } = await views.overviews.project(shop, seeAll);
    for (const { name, deployments } of components) {
      const board = views.deployBoard({ ...shop, component: name });
      expect(
        deployments.map(({ environment, state, message, release }) => ({
          environment,
          state,
          message,
          hash: release?.hash,
        })),
      ).toEqual(
        board.environments.map(({ environment, state, message, release }) => ({
          environment: environment.name,
          state,
          message,
          hash: release?.hash,
        })),
      );
    }
  });

  it('has the promotions that await approval', async () => {
    const resources = acme().with(
      promotionKind,
      'web-1',
      {
        owner: { projectName: 'shop', componentName: 'web' },
        from: 'staging',
        to: 'production',
      },
      { status: { phase: 'AwaitingApproval' } },
    );
    const { awaitingApproval, components, states } =
      await resources.overviews.project(shop, seeAll);
    expect(awaitingApproval).toMatchObject([
      {
        promotion: 'web-1',
        component: 'web',
        from: 'staging',
        to: 'production',
        startedAt: time,
      },
    ]);
    expect(components[2].deployments[2].state).toBe('Waiting');
    expect(states).toContainEqual({ state: 'Waiting', count: 1 });
    const hidden = await resources.overviews.project(shop, seeAllBut('web'));
    expect(hidden.awaitingApproval).toEqual([]);
  });

  it('shows an environment outside of the pipeline where a component runs', async () => {
    const resources = acme()
      .with(environmentKind, 'preview', {})
      .component('web', { preview: 'Ready' });
    const { environments } = await resources.overviews.project(shop, seeAll);
    expect(environments.map(({ name }) => name)).toContain('preview');
  });

  it('decides once about everything', async () => {
    const decide = jest.fn(seeAll);
    await acme().overviews.project(shop, decide);
    expect(decide).toHaveBeenCalledTimes(1);
  });
});

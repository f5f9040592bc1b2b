import {
  buildKind,
  buildPlaneKind,
  dataPlaneKind,
  environmentKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  acme,
  seeAll,
  seeAllBut,
  seeNothing,
  time,
} from '../../__testUtils__/OverviewResources';

const build = (componentName: string) => ({
  owner: { projectName: 'shop', componentName },
  repository: {
    url: 'https://git.test/web',
    revision: { branch: 'main' },
    appPath: '.',
  },
  templateRef: { name: 'docker' },
});

describe('the overview of the platform', () => {
  it('groups what is stuck by reason, with examples', async () => {
    const resources = acme();
    for (let index = 0; index < 15; index += 1) {
      resources.component(`broken-${index}`, { staging: 'Failed' });
    }
    resources.component('paid', { production: 'Failed' });
    const { problems, stuckCount } = await resources.overviews.platform(seeAll);
    expect(stuckCount).toBe(17);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      state: 'Failed',
      reason: 'ServiceClassNotFound',
      count: 17,
      since: time,
      isProduction: true,
      environments: ['production', 'staging'],
    });
    const examples = problems[0].deployments;
    expect(examples).toHaveLength(10);
    expect(examples[0]).toMatchObject({
      component: { component: 'paid' },
      environment: 'production',
    });
  });

  it('counts a rollout as stuck after ten minutes', async () => {
    const { problems } = await acme()
      .component('slow', { development: 'Progressing' })
      .overviews.platform(seeAll);
    expect(problems.find(({ state }) => state === 'Progressing')).toMatchObject(
      { count: 1, deployments: [{ environment: 'development' }] },
    );
  });

  it('leaves out the components that the caller may not see', async () => {
    const overview = await acme().overviews.platform(seeAllBut('cart'));
    expect(overview.problems).toEqual([]);
    expect(
      overview.organizations.find(({ name }) => name === 'acme'),
    ).toMatchObject({ projectCount: 2, componentCount: 2 });
  });

  it('has the planes also for somebody who may see no component', async () => {
    const overview = await acme().overviews.platform(seeNothing);
    expect(overview).toMatchObject({
      states: [],
      stuckCount: 0,
      dataPlanes: [{ name: 'default', environmentCount: 3, states: [] }],
    });
  });

  it('has planes that cannot be reached first', async () => {
    const overview = await acme()
      .with(
        dataPlaneKind,
        'lost',
        {
          registry: { prefix: 'r' },
          gateway: { publicVirtualHost: 'p', organizationVirtualHost: 'o' },
        },
        {
          status: {
            conditions: [
              {
                type: 'Reachable',
                status: 'False',
                reason: 'DataPlaneUnreachable',
                message: 'connection refused',
                lastTransitionTime: time,
              },
            ],
          },
        },
      )
      .overviews.platform(seeAll);
    expect(overview.dataPlanes).toMatchObject([
      {
        organization: 'acme',
        name: 'lost',
        reachability: { isReachable: false, message: 'connection refused.' },
      },
      { organization: 'default', name: 'default' },
    ]);
  });

  it('has the builds and promotions that have not ended, the oldest first', async () => {
    const owner = { projectName: 'shop', componentName: 'web' };
    const promote = (name: string, creationTimestamp: string, phase: string) =>
      [
        promotionKind,
        name,
        { owner, from: 'development', to: 'staging' },
        { creationTimestamp, status: { phase } },
      ] as const;
    const overview = await acme()
      .with(buildPlaneKind, 'default', {}, { namespace: 'default' })
      .with(
        environmentKind,
        'staging',
        { dataPlaneRef: 'default' },
        {
          namespace: 'default',
          annotations: { 'openchoreo.dev/display-name': 'Staging' },
        },
      )
      .with(buildKind, 'web-2', build('web'), { status: { phase: 'Running' } })
      .with(buildKind, 'web-1', build('web'), {
        creationTimestamp: '2026-03-01T10:00:00Z',
        status: { phase: 'Pending' },
      })
      .with(buildKind, 'web-0', build('web'), { status: { phase: 'Failed' } })
      .with(...promote('late', '2026-03-01T11:30:00Z', 'AwaitingApproval'))
      .with(...promote('early', '2026-03-01T10:30:00Z', 'Progressing'))
      .with(...promote('ended', '2026-03-01T10:00:00Z', 'Succeeded'))
      .overviews.platform(seeAll);
    expect(overview.builds.map(({ name }) => name)).toEqual(['web-1', 'web-2']);
    expect(overview.promotionCount).toBe(2);
    expect(overview.promotions).toMatchObject([
      { name: 'early', component: { component: 'web' }, toTitle: 'Staging' },
      { name: 'late', phase: 'AwaitingApproval' },
    ]);
  });
});

import {
  buildKind,
  buildPlaneKind,
  environmentKind,
} from '@promenade/openchoreo-model';
import {
  acme,
  seeAll,
  seeAllBut,
  time,
} from '../../__testUtils__/OverviewResources';

describe('the overview of an environment', () => {
  it('has what runs there, of all organizations that share it', async () => {
    const overview = await acme().overviews.environment(
      { organization: 'default', name: 'staging' },
      seeAll,
    );
    expect(overview).toMatchObject({
      name: 'staging',
      dataPlane: { name: 'default', isSimulated: true },
      components: [
        { organization: 'acme', project: 'shop', name: 'cart' },
        { organization: 'acme', project: 'shop', name: 'web', state: 'Ready' },
        { organization: 'globex', project: 'x', name: 'other' },
      ],
      states: [
        { state: 'Failed', count: 1 },
        { state: 'Ready', count: 2 },
      ],
      pipelines: [{ organization: 'acme', name: 'main' }],
    });
  });

  it('shows neither components nor pipelines of organizations of which the caller sees nothing', async () => {
    const overview = await acme().overviews.environment(
      { organization: 'default', name: 'staging' },
      seeAllBut('acme'),
    );
    expect(overview.components.map(({ name }) => name)).toEqual(['other']);
    expect(overview.pipelines).toEqual([]);
  });

  it('takes the environment of the own organization where there are two of a name', async () => {
    const resources = acme().with(
      environmentKind,
      'production',
      {},
      { namespace: 'default' },
    );
    resources.component('web', { production: 'Ready' });
    const shared = await resources.overviews.environment(
      { organization: 'default', name: 'production' },
      seeAll,
    );
    const own = await resources.overviews.environment(
      { organization: 'acme', name: 'production' },
      seeAll,
    );
    expect(shared).toMatchObject({ components: [], pipelines: [] });
    expect(own).toMatchObject({
      components: [{ name: 'web' }],
      pipelines: [{ name: 'main' }],
    });
  });

  it('is not found when it does not exist', async () => {
    await expect(
      acme().overviews.environment(
        { organization: 'acme', name: 'staging' },
        seeAll,
      ),
    ).rejects.toThrow('There is no environment staging');
  });
});

describe('the overview of a plane', () => {
  it('says that a data plane is reachable, and what runs on it', async () => {
    const overview = await acme().overviews.dataPlane(
      { organization: 'default', name: 'default' },
      seeAll,
    );
    expect(overview).toMatchObject({
      isSimulated: true,
      reachability: {
        isReachable: true,
        message: 'The API server responds.',
        since: time,
      },
      environments: [
        { organization: 'acme', name: 'production', states: [] },
        { organization: 'default', name: 'development' },
        {
          organization: 'default',
          name: 'staging',
          states: [
            { state: 'Failed', count: 1 },
            { state: 'Ready', count: 2 },
          ],
        },
      ],
    });
  });

  it('has the newest builds on a build plane', async () => {
    const build = (componentName: string) => ({
      owner: { projectName: 'shop', componentName },
      repository: {
        url: 'https://git.test/web',
        revision: { branch: 'main' },
        appPath: '.',
      },
      templateRef: { name: 'docker' },
    });
    const on = (name: string, phase: string) => ({
      status: { phase, buildPlane: { namespace: 'default', name } },
    });
    const { overviews } = acme()
      .with(buildPlaneKind, 'default', {}, { namespace: 'default' })
      .with(buildKind, 'web-1', build('web'), on('default', 'Failed'))
      .with(buildKind, 'web-2', build('web'), {
        ...on('default', 'Running'),
        creationTimestamp: '2026-03-01T11:30:00Z',
      })
      .with(buildKind, 'cart-1', build('cart'), on('default', 'Running'))
      .with(buildKind, 'idle-1', build('idle'), on('elsewhere', 'Running'));
    const overview = await overviews.buildPlane(
      { organization: 'default', name: 'default' },
      seeAllBut('cart'),
    );
    expect(overview.reachability.isReachable).toBeUndefined();
    expect(overview.builds).toMatchObject([
      { name: 'web-2', component: 'web', phase: 'Running' },
      { name: 'web-1', entityRef: 'component:acme/web', phase: 'Failed' },
    ]);
  });
});

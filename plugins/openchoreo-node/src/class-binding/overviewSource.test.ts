import { mockServices } from '@backstage/backend-test-utils';
import {
  apiKind,
  buildKind,
  buildPlaneKind,
  componentKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  organizationKind,
  projectKind,
  promotionKind,
  promotionPolicyKind,
  releaseKind,
  serviceBindingKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import type { ReadableRef } from '../domain/ReadableRef';
import { ResourceStore } from '../cache/ResourceStore';
import type { ResourceReader } from '../cache/ResourceReader';
import type { FreshnessReport } from '../cache/Freshness';
import { OpenChoreoViews } from '../views/OpenChoreoViews';
import { componentSnapshot } from './componentSnapshot';
import { kinds } from './kinds';
import { organizationSnapshot } from './organizationSnapshot';
import { overviewSource } from './overviewSource';
import { projectSnapshots } from './projectSnapshot';
import { promotionSource } from './promotionSource';

const now = new Date('2026-03-01T12:00:00Z');
const time = '2026-03-01T11:00:00Z';

/** The resources of an OpenChoreo, in memory, and the views of them. */
class Resources {
  readonly store = new ResourceStore({
    kinds,
    logger: mockServices.logger.mock(),
  });
  freshness: FreshnessReport = { status: 'live' };

  with(
    kind: KindDefinition,
    name: string,
    spec: object,
    {
      namespace = 'acme',
      status,
      ...metadata
    }: { namespace?: string; status?: object; annotations?: object } & Record<
      string,
      unknown
    > = {},
  ): this {
    const { apiVersion, kind: kindName, scope } = kind;
    const raw = {
      apiVersion,
      kind: kindName,
      metadata: {
        name,
        ...(scope === 'Namespaced' && { namespace }),
        generation: 1,
        creationTimestamp: time,
        ...metadata,
      },
      spec,
      ...(status && { status }),
    };
    this.store.parse(kind, raw);
    return this;
  }

  /** A component that runs a release in the given environments. */
  component(
    name: string,
    environments: Record<string, 'Ready' | 'Failed' | 'Progressing'>,
    { project = 'shop', namespace = 'acme' } = {},
  ): this {
    this.with(
      componentKind,
      name,
      { owner: { projectName: project }, type: 'Service' },
      { namespace },
    );
    for (const [environment, state] of Object.entries(environments)) {
      const owner = { projectName: project, componentName: name };
      const reason = {
        Ready: 'ResourcesActive',
        Failed: 'ServiceClassNotFound',
        Progressing: 'ResourceHealthProgressing',
      }[state];
      const status = {
        conditions: [
          {
            type: 'Ready',
            status: state === 'Ready' ? 'True' : 'False',
            reason,
            message: `The class of ${name} is missing`,
            lastTransitionTime: time,
            observedGeneration: 1,
          },
        ],
      };
      this.with(
        serviceBindingKind,
        `${name}-${environment}`,
        {
          owner,
          environment,
          className: 'default',
          workloadSpec: { containers: { main: { image: 'app:1.2' } } },
        },
        { namespace, status },
      ).with(
        releaseKind,
        `${name}-${environment}`,
        { owner, environmentName: environment, resources: [] },
        {
          namespace,
          status: {
            resources: [
              {
                id: 'deployment',
                group: 'apps',
                version: 'v1',
                kind: 'Deployment',
                name,
                namespace: 'dp',
                healthStatus: state === 'Progressing' ? state : 'Healthy',
              },
            ],
          },
        },
      );
    }
    return this;
  }

  views(reader: ResourceReader = this.store) {
    return new OpenChoreoViews(
      {
        snapshot: (ref, at) => componentSnapshot(reader, ref, at),
        organization: name => organizationSnapshot(reader, name),
        projects: scope => projectSnapshots(reader, scope),
        freshness: () => this.freshness,
        promotions: promotionSource(reader),
        overviews: overviewSource(reader),
      },
      () => now,
    );
  }

  get overviews() {
    return this.views().overviews;
  }
}

/** The organization `acme` with the project `shop`, which has three components, and the shared environments. */
function acme(): Resources {
  const shared = { namespace: 'default' };
  return new Resources()
    .with(organizationKind, 'acme', {})
    .with(projectKind, 'shop', { deploymentPipelineRef: 'main' })
    .with(projectKind, 'lost', { deploymentPipelineRef: 'missing' })
    .with(
      deploymentPipelineKind,
      'main',
      {
        promotionPaths: [
          {
            sourceEnvironmentRef: 'staging',
            targetEnvironmentRefs: [
              { name: 'production', requiresApproval: true },
            ],
          },
          {
            sourceEnvironmentRef: 'development',
            targetEnvironmentRefs: [{ name: 'staging' }],
          },
        ],
      },
      { annotations: { 'openchoreo.dev/display-name': 'Main' } },
    )
    .with(promotionPolicyKind, 'main', {
      pipelineRef: 'main',
      rules: [
        {
          from: 'staging',
          to: 'production',
          qualityGates: [
            { name: 'healthy', type: 'Healthy', healthyFor: '1m' },
          ],
        },
      ],
    })
    .with(
      dataPlaneKind,
      'default',
      {
        registry: { prefix: 'r' },
        gateway: { publicVirtualHost: 'p', organizationVirtualHost: 'o' },
      },
      {
        ...shared,
        annotations: { 'openchoreo.dev/simulated': 'true' },
        status: {
          conditions: [
            {
              type: 'Reachable',
              status: 'True',
              reason: 'DataPlaneReachable',
              message: 'The API server responds',
              lastTransitionTime: time,
            },
          ],
        },
      },
    )
    .with(environmentKind, 'development', {}, shared)
    .with(environmentKind, 'staging', { dataPlaneRef: 'default' }, shared)
    .with(environmentKind, 'production', { isProduction: true })
    .component('web', { development: 'Ready', staging: 'Ready' })
    .component('cart', { development: 'Ready', staging: 'Failed' })
    .component('idle', {})
    .component(
      'other',
      { staging: 'Ready' },
      { namespace: 'globex', project: 'x' },
    );
}

const seeAll = async (refs: readonly ReadableRef[]) => refs.map(() => true);
const seeNothing = async (refs: readonly ReadableRef[]) =>
  refs.map(() => false);
const seeAllBut =
  (...hidden: string[]) =>
  async (refs: readonly ReadableRef[]) =>
    refs.map(({ component = '', organization }) =>
      hidden.every(each => each !== component && each !== organization),
    );

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

describe('the overview of a pipeline', () => {
  it('has the environments, what promotions ask for, and its projects', async () => {
    const overview = await acme().overviews.pipeline(
      { organization: 'acme', name: 'main' },
      seeAll,
    );
    expect(overview).toMatchObject({
      environments: [
        { name: 'development', exists: true },
        { name: 'staging', exists: true },
        { name: 'production', exists: true, isProduction: true },
      ],
      edges: [
        {
          from: 'staging',
          to: 'production',
          requiresApproval: true,
          gates: [{ name: 'healthy', type: 'Healthy' }],
          approval: { count: 1 },
        },
        { from: 'development', to: 'staging', gates: [] },
      ],
      projects: [{ name: 'shop', componentCount: 3 }],
    });
  });

  it('says that an environment does not exist', async () => {
    const { overviews } = acme().with(deploymentPipelineKind, 'odd', {
      promotionPaths: [
        {
          sourceEnvironmentRef: 'development',
          targetEnvironmentRefs: [{ name: 'moon' }],
        },
      ],
    });
    const { environments } = await overviews.pipeline(
      { organization: 'acme', name: 'odd' },
      seeAll,
    );
    expect(environments).toMatchObject([
      { name: 'development', exists: true },
      { name: 'moon', exists: false },
    ]);
  });
});

describe('the cost of an overview', () => {
  /** The number of objects that are read for an organization with components. */
  async function objectsRead(components: number): Promise<number> {
    const resources = acme();
    for (let index = 0; index < components; index += 1) {
      resources.component(`c${index}`, { development: 'Ready' });
    }
    let count = 0;
    const { store } = resources;
    const counting: ResourceReader = {
      get: (kind, key) => {
        count += 1;
        return store.get(kind, key);
      },
      list: kind => {
        const found = store.list(kind);
        count += found.length + 1;
        return found;
      },
      byIndex: (kind, index, value) => {
        const found = store.byIndex(kind, index, value);
        count += found.length + 1;
        return found;
      },
      newestFirst: (...parameters) => store.newestFirst(...parameters),
      rejected: of => store.rejected(of),
    };
    const { overviews } = resources.views(counting);
    await overviews.organization('acme', seeAll);
    await overviews.environment(
      { organization: 'default', name: 'development' },
      seeAll,
    );
    await overviews.dataPlane(
      { organization: 'default', name: 'default' },
      seeAll,
    );
    return count;
  }

  it('grows with the number of components, and not faster', async () => {
    const base = await objectsRead(0);
    const growth = (await objectsRead(100)) - base;
    expect((await objectsRead(200)) - base).toBeLessThan(2.1 * growth);
  });
});

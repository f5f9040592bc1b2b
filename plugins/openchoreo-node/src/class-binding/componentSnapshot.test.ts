import { mockServices } from '@backstage/backend-test-utils';
import {
  apiBindingKind,
  apiKind,
  buildKind,
  componentBindingKind,
  componentKind,
  dataPlaneKind,
  deployableArtifactKind,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  promotionKind,
  promotionPolicyKind,
  releaseKind,
  serviceBindingKind,
  webApplicationBindingKind,
  workloadKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import { ResourceStore } from '../cache/ResourceStore';
import { componentSnapshot } from './componentSnapshot';
import { kinds } from './kinds';

const ref = { organization: 'acme', project: 'shop', component: 'greeter' };
const now = new Date('2026-03-01T12:00:00Z');
const owner = { projectName: 'shop', componentName: 'greeter' };

/** The resources of an OpenChoreo, in memory. */
class Resources {
  readonly store = new ResourceStore({
    kinds,
    logger: mockServices.logger.mock(),
  });

  with(
    kind: KindDefinition,
    name: string,
    spec: object,
    { namespace = 'acme', status, ...metadata }: Record<string, unknown> = {},
  ): this {
    const { apiVersion, kind: kindName } = kind;
    const raw = {
      apiVersion,
      kind: kindName,
      metadata: { name, namespace: String(namespace), ...metadata },
      spec,
      ...(status ? { status } : {}),
    };
    this.store.parse(kind, raw);
    return this;
  }

  withGreeter(): this {
    return this.with(projectKind, 'shop', { deploymentPipelineRef: 'main' })
      .with(deploymentPipelineKind, 'main', {
        promotionPaths: [
          {
            sourceEnvironmentRef: 'development',
            targetEnvironmentRefs: [
              { name: 'staging' },
              { name: 'canary', isManualApprovalRequired: true },
            ],
          },
        ],
      })
      .with(componentKind, 'greeter', {
        owner: { projectName: 'shop' },
        type: 'Service',
      });
  }

  get snapshot() {
    const snapshot = componentSnapshot(this.store, ref, now);
    if (!snapshot) throw new Error('there is no greeter');
    return snapshot;
  }
}

const workload = (image: string) => ({ containers: { main: { image } } });

describe('componentSnapshot', () => {
  it('is undefined for a component of another project', () => {
    const { store } = new Resources().withGreeter();
    expect(componentSnapshot(store, { ...ref, project: 'bank' }, now)).toBe(
      undefined,
    );
  });

  it('has the newest build and the contents of the workload', () => {
    const build = (commit: string) => ({
      owner,
      repository: {
        url: 'https://git.test/greeter',
        revision: { branch: 'main', commit },
        appPath: '.',
      },
      templateRef: { name: 'docker' },
    });
    const { snapshot } = new Resources()
      .withGreeter()
      .with(buildKind, 'greeter-2', build('b'.repeat(40)), {
        creationTimestamp: '2026-03-01T11:00:00Z',
        status: { phase: 'Running' },
      })
      .with(buildKind, 'greeter-1', build('a'.repeat(40)), {
        creationTimestamp: '2026-03-01T10:00:00Z',
        status: { phase: 'Failed' },
      })
      .with(workloadKind, 'greeter', { owner, ...workload('app:2') });
    expect(snapshot.latestBuild).toMatchObject({
      name: 'greeter-2',
      phase: 'Running',
    });
    expect(snapshot.workload?.containers.main.image).toBe('app:2');
  });

  it('reads the edges of the pipeline and their approvals', () => {
    const resources = new Resources()
      .withGreeter()
      .with(promotionPolicyKind, 'main', {
        pipelineRef: 'main',
        rules: [
          {
            from: 'development',
            to: 'staging',
            approvers: { minApprovals: 2, groups: ['group:default/leads'] },
            qualityGates: [
              { name: 'tested', type: 'Manual', checklist: ['Load test'] },
            ],
            rollback: { requiresApproval: true },
          },
        ],
      });
    const approval = {
      count: 2,
      missing: 2,
      groups: ['group:default/leads'],
      allowsSelfApproval: false,
    };
    expect(resources.snapshot.pipeline?.edges).toEqual([
      {
        from: 'development',
        to: 'staging',
        requiresApproval: true,
        gates: [{ name: 'tested', type: 'Manual', state: 'Pending' }],
        approval: { ...approval, checklist: ['Load test'] },
        rollbackApproval: approval,
      },
      {
        from: 'development',
        to: 'canary',
        requiresApproval: true,
        gates: [],
        approval: { count: 1, missing: 1, allowsSelfApproval: false },
      },
    ]);
  });

  it('reports a missing project or pipeline', () => {
    const component = { owner: { projectName: 'shop' }, type: 'Service' };
    const resources = new Resources().with(componentKind, 'greeter', component);
    expect(resources.snapshot.problem?.reason).toBe('ProjectNotFound');
    resources.with(projectKind, 'shop', { deploymentPipelineRef: 'gone' });
    expect(resources.snapshot.problem?.message).toContain(
      'The deployment pipeline gone of project shop does not exist.',
    );
  });

  it('includes shared environments and planes, and prefers those of the organization', () => {
    const resources = new Resources()
      .withGreeter()
      .with(
        dataPlaneKind,
        'eu',
        {
          registry: { prefix: 'r' },
          gateway: { publicVirtualHost: 'p', organizationVirtualHost: 'o' },
        },
        {
          namespace: 'default',
          annotations: { 'openchoreo.dev/simulated': 'true' },
        },
      )
      .with(
        environmentKind,
        'staging',
        { dataPlaneRef: 'eu' },
        { namespace: 'default' },
      )
      .with(
        environmentKind,
        'canary',
        { isProduction: false },
        { namespace: 'default' },
      )
      .with(environmentKind, 'canary', { isProduction: true });
    const { environments } = resources.snapshot;
    expect(environments.get('staging')?.dataPlane).toMatchObject({
      name: 'eu',
      simulated: true,
    });
    expect(environments.get('canary')?.isProduction).toBe(true);
  });

  it('reports since when a data plane is unreachable', () => {
    const lastTransitionTime = '2026-03-01T12:00:00Z';
    const conditions = [
      {
        type: 'Reachable',
        status: 'False',
        reason: 'DataPlaneUnreachable',
        message: 'No answer',
        lastTransitionTime,
      },
    ];
    const { snapshot } = new Resources()
      .withGreeter()
      .with(
        dataPlaneKind,
        'eu',
        {
          registry: { prefix: 'r' },
          gateway: { publicVirtualHost: 'p', organizationVirtualHost: 'o' },
        },
        { status: { conditions } },
      )
      .with(environmentKind, 'staging', { dataPlaneRef: 'eu' });
    expect(
      snapshot.environments.get('staging')?.dataPlane?.unreachable,
    ).toMatchObject({ message: 'No answer', since: lastTransitionTime });
  });

  it('identifies a release by its artifact, or else by its content', () => {
    const resources = new Resources()
      .withGreeter()
      .with(serviceBindingKind, 'greeter', {
        owner,
        environment: 'development',
        workloadSpec: workload('app:1'),
        artifactRef: 'greeter-default-1',
      });
    expect(resources.snapshot.deployments[0].release).toEqual({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const artifact = {
      targetArtifact: {},
      owner,
      kindOfBinding: 'ServiceBinding',
      className: 'default',
      workload: workload('app:1'),
      contentHash: 'c0ffee',
    };
    resources.with(deployableArtifactKind, 'greeter-default-1', artifact);
    expect(resources.snapshot.deployments[0].release).toEqual({
      name: 'greeter-default-1',
      hash: 'c0ffee',
    });
    expect(resources.snapshot.releases).toHaveLength(1);
  });

  it('does not use the artifact of a binding that was edited by hand', () => {
    const { snapshot } = new Resources()
      .withGreeter()
      .with(serviceBindingKind, 'greeter', {
        owner,
        environment: 'development',
        workloadSpec: workload('app:edited'),
        artifactRef: 'greeter-default-1',
      })
      .with(deployableArtifactKind, 'greeter-default-1', {
        targetArtifact: {},
        owner,
        kindOfBinding: 'ServiceBinding',
        className: 'default',
        workload: workload('app:1'),
        contentHash: 'c0ffee',
      });
    expect(snapshot.deployments[0].release?.name).toBeUndefined();
    expect(snapshot.deployments[0].release?.hash).not.toBe('c0ffee');
  });

  it('reads bindings of every type of component, with their Releases', () => {
    const { snapshot } = new Resources()
      .withGreeter()
      .with(
        webApplicationBindingKind,
        'greeter',
        {
          owner,
          environment: 'development',
          workloadSpec: workload('web:1'),
        },
        {
          status: {
            endpoints: [
              {
                name: 'http',
                type: 'HTTP',
                public: { host: 'web.test', port: 443, scheme: 'https' },
              },
            ],
          },
        },
      )
      .with(
        releaseKind,
        'greeter',
        { owner, environmentName: 'development' },
        {
          status: {
            resources: [
              {
                id: 'd',
                version: 'v1',
                kind: 'Deployment',
                name: 'greeter-1',
                healthStatus: 'Puzzled',
              },
            ],
          },
        },
      );
    expect(snapshot.deployments).toMatchObject([
      {
        environment: 'development',
        endpoints: [{ visibility: 'public', url: 'https://web.test:443' }],
        objects: [{ kind: 'Deployment', health: 'Unknown' }],
      },
    ]);
  });

  it('reads the component type and the parameters of a release', () => {
    const release = (parameters: object) => ({
      owner,
      className: 'default',
      componentType: {
        kind: 'ComponentType',
        name: 'web-app',
        spec: { workloadType: 'deployment' },
      },
      componentProfile: {
        parameters,
        traits: [{ name: 'cache', instanceName: 'sessions' }],
      },
    });
    const binding = (environment: string, parameters: object) => ({
      ...release(parameters),
      environment,
      workloadSpec: workload('registry.test/app:1'),
      artifactRef: 'greeter-1',
    });
    const resources = new Resources()
      .withGreeter()
      .with(deployableArtifactKind, 'greeter-1', {
        ...release({ port: 8080, region: 'eu' }),
        kindOfBinding: 'ComponentBinding',
        contentHash: 'hash-1',
        workload: workload('registry.test/app:1'),
        targetArtifact: {},
      })
      .with(
        componentBindingKind,
        'greeter-development',
        binding('development', { port: 8080, region: 'eu' }),
      )
      .with(
        componentBindingKind,
        'greeter-staging',
        binding('staging', { port: 9090 }),
      );
    const [development, staging] = resources.snapshot.deployments;
    expect(development.release).toEqual({ name: 'greeter-1', hash: 'hash-1' });
    expect(development.contents).toMatchObject({
      className: undefined,
      settings: {
        'component type': 'web-app',
        'parameter port': '8080',
        'parameter region': 'eu',
        'trait sessions': '{"cache":{}}',
      },
    });
    expect(staging.release?.name).toBeUndefined();
    expect(staging.release?.hash).not.toBe('hash-1');
  });

  it('leaves out the objects of a canary, whose health is not that of the deployment', () => {
    const observed = (name: string, healthStatus: string) => ({
      id: name,
      version: 'v1',
      kind: 'Deployment',
      name,
      healthStatus,
    });
    const canary = { 'openchoreo.dev/canary': 'true' };
    const { snapshot } = new Resources()
      .withGreeter()
      .with(serviceBindingKind, 'greeter', {
        owner,
        environment: 'development',
        workloadSpec: workload('greeter:1'),
      })
      .with(
        releaseKind,
        'greeter',
        {
          owner,
          environmentName: 'development',
          resources: [
            { id: 'greeter', object: { metadata: { labels: {} } } },
            { id: 'greeter-canary', object: { metadata: { labels: canary } } },
          ],
        },
        {
          status: {
            resources: [
              observed('greeter', 'Healthy'),
              observed('greeter-canary', 'Degraded'),
            ],
          },
        },
      );
    expect(snapshot.deployments).toMatchObject([
      { objects: [{ kind: 'Deployment', health: 'Healthy' }] },
    ]);
  });

  it('reads the warnings about the configuration of a binding', () => {
    const withCondition = (status: string) =>
      new Resources().withGreeter().with(
        serviceBindingKind,
        'greeter',
        { owner, environment: 'development', workloadSpec: workload('app:1') },
        {
          status: {
            conditions: [
              {
                type: 'ConfigurationWarnings',
                status,
                reason: 'AcceptedWithWarnings',
                message: 'LOG_LEVEL is set twice',
                lastTransitionTime: '2026-03-01T11:00:00Z',
              },
            ],
          },
        },
      ).snapshot.deployments[0].warning;
    expect(withCondition('True')).toBe('LOG_LEVEL is set twice');
    expect(withCondition('False')).toBeUndefined();
  });

  it('reads standalone APIs with the endpoints of their bindings', () => {
    const uri = 'https://dev.test/shop/greeter';
    const api = { owner, environmentName: 'development', type: 'REST' };
    const ready = {
      type: 'Ready',
      status: 'True',
      reason: 'ResourcesActive',
      message: '',
      lastTransitionTime: '2026-03-01T11:58:00Z',
    };
    const resources = new Resources()
      .withGreeter()
      .with(apiKind, 'weather', api, { status: { conditions: [ready] } })
      .with(apiKind, 'fresh', api)
      .with(
        apiBindingKind,
        'weather',
        {
          apiName: 'weather',
          apiClassName: 'default',
          environmentName: 'development',
        },
        {
          status: {
            endpoints: [
              {
                name: 'weather',
                type: 'REST',
                public: { host: 'dev.test', port: 443, uri },
              },
            ],
          },
        },
      );
    expect(resources.snapshot.apis).toEqual([
      {
        name: 'fresh',
        environment: 'development',
        state: 'Progressing',
        ready: undefined,
        endpoints: [],
      },
      {
        name: 'weather',
        environment: 'development',
        state: 'Ready',
        ready: expect.objectContaining({ status: 'True' }),
        endpoints: [
          { name: 'weather', type: 'REST', visibility: 'public', url: uri },
        ],
      },
    ]);
  });

  it('lists promotions, the newest first', () => {
    const promotion = { owner, from: 'development', to: 'staging' };
    const { snapshot } = new Resources()
      .withGreeter()
      .with(promotionKind, 'first', promotion, {
        creationTimestamp: '2026-03-01T12:00:00Z',
      })
      .with(promotionKind, 'third', promotion, {
        creationTimestamp: '2026-03-01T12:00:01Z',
        resourceVersion: '10',
      })
      .with(promotionKind, 'second', promotion, {
        creationTimestamp: '2026-03-01T12:00:01Z',
        resourceVersion: '9',
      });
    expect(snapshot.promotions.map(({ name }) => name)).toEqual([
      'third',
      'second',
      'first',
    ]);
    expect(snapshot.promotions[0].steps.map(({ state }) => state)).toEqual([
      'Pending',
      'Pending',
      'Pending',
      'Pending',
    ]);
  });

  it('reads where the targets of its connections are deployed', () => {
    const connection = (componentName: string, projectName?: string) => ({
      type: 'api',
      params: { componentName, ...(projectName && { projectName }) },
      inject: { env: [] },
    });
    const timetable = { projectName: 'shop', componentName: 'timetable' };
    const offering = {
      ...workload('timetable:1'),
      endpoints: { lines: { type: 'REST', port: 8080 } },
    };
    const { snapshot } = new Resources()
      .withGreeter()
      .with(serviceBindingKind, 'greeter', {
        owner,
        environment: 'development',
        workloadSpec: {
          ...workload('app:1'),
          connections: {
            lines: connection('timetable'),
            again: connection('timetable', 'shop'),
            gone: connection('nobody', 'rail'),
          },
        },
      })
      .with(serviceBindingKind, 'timetable', {
        owner: timetable,
        environment: 'development',
        workloadSpec: offering,
      })
      .with(serviceBindingKind, 'timetable-staging', {
        owner: timetable,
        environment: 'staging',
        releaseState: 'Suspend',
        workloadSpec: offering,
      });
    expect(snapshot.peers).toEqual([
      {
        project: 'shop',
        component: 'timetable',
        endpoints: new Map([['development', ['lines']]]),
      },
      { project: 'rail', component: 'nobody', endpoints: new Map() },
    ]);
  });

  it('reports invalid resources of the component', () => {
    const { snapshot } = new Resources()
      .withGreeter()
      .with(serviceBindingKind, 'greeter', {
        owner,
        environment: 7,
        workloadSpec: {},
      });
    expect(snapshot.rejected).toEqual([
      expect.stringMatching(
        /^ServiceBinding greeter cannot be used: spec\.environment: .*expected string/,
      ),
    ]);
  });
});

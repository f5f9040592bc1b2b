import {
  componentBindingKind,
  deployableArtifactKind,
  releaseKind,
  serviceBindingKind,
  webApplicationBindingKind,
} from '@promenade/openchoreo-model';
import {
  GreeterResources,
  owner,
  workload,
} from '../__testUtils__/GreeterResources';

describe('the deployments of a component snapshot', () => {
  it('identifies a release by its artifact, or else by its content', () => {
    const resources = new GreeterResources()
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
    const { snapshot } = new GreeterResources()
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
    const { snapshot } = new GreeterResources()
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
    const resources = new GreeterResources()
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
    const { snapshot } = new GreeterResources()
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
      new GreeterResources().withGreeter().with(
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
});

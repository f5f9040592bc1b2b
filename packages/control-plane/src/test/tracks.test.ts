import {
  componentKind,
  deployableArtifactKind,
  getCondition,
  promotionKind,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  Modifier,
  aComponent,
  aDataPlane,
  aPipeline,
  aProject,
  aPromotion,
  aService,
  aServiceClass,
  aWorkload,
  anAPIClass,
  anEnvironment,
  anOrganization,
  fromTo,
  ofComponent,
  testOrganization,
  withEnvironments,
  withImage,
  withSpec,
  withWorkloadName,
} from './__testUtils__';
import { SimulatedControlPlane } from './__testUtils__/simulated-control-plane';

const owner = ofComponent('greeter');
const inNamespace = (name: string) => ({ namespace: testOrganization, name });
const onTrack = (deploymentTrack: string) => withSpec({ deploymentTrack });
const publicEndpoint = withSpec({
  endpoints: { api: { type: 'REST', port: 8080, visibility: ['public'] } },
});

let cluster: InMemoryCluster;
let controlPlane: SimulatedControlPlane;

/** Creates a Workload with an image and the Service that deploys it. */
function apply(name: string, image: string, ...modifiers: Modifier[]) {
  cluster.apply(
    aWorkload(
      name,
      owner,
      withImage(`registry.test/app:${image}`),
      publicEndpoint,
      ...modifiers,
    ),
  );
  cluster.apply(aService(name, owner, withWorkloadName(name), ...modifiers));
}

const binding = (name: string) =>
  cluster.get(serviceBindingKind, inNamespace(name));
const readyOf = (name: string) =>
  getCondition(binding(name)?.status?.conditions, 'Ready');
const publicPath = (name: string) =>
  binding(name)?.status?.endpoints?.[0].public?.uri;

/** The selector of the pods of a binding, and the labels of its pods. */
function podsOf(name: string) {
  const deployment = cluster
    .get(releaseKind, inNamespace(name))
    ?.spec.resources?.find(({ object }) => object.kind === 'Deployment')
    ?.object as {
    metadata: { name: string };
    spec: {
      selector: { matchLabels: Record<string, string> };
      template: { metadata: { labels: Record<string, string> } };
    };
  };
  return {
    selector: deployment.spec.selector.matchLabels,
    labels: deployment.spec.template.metadata.labels,
  };
}

beforeEach(async () => {
  cluster = new InMemoryCluster(
    anOrganization(testOrganization),
    aDataPlane('default'),
    anEnvironment('development'),
    anEnvironment('staging'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aServiceClass('default'),
    anAPIClass('default'),
    aProject('shop'),
    aComponent('greeter'),
  );
  apply('greeter', '1');
  apply('greeter-next', '2', onTrack('v2'));
  controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.enqueueAll();
  await controlPlane.run();
});

describe('row 27: two tracks of a component', () => {
  it('are deployed side by side by bindings of their own', () => {
    expect(readyOf('greeter')?.status).toBe('True');
    expect(readyOf('greeter-next-v2')?.status).toBe('True');
    expect(binding('greeter')?.metadata.labels).not.toHaveProperty(
      'openchoreo.dev/deployment-track',
    );
    expect(binding('greeter-next-v2')).toMatchObject({
      metadata: { labels: { 'openchoreo.dev/deployment-track': 'v2' } },
      spec: { environment: 'development', deploymentTrack: 'v2' },
    });
  });

  it('have artifacts whose names say the track', () => {
    const names = cluster
      .list(deployableArtifactKind)
      .map(({ metadata, spec }) => [metadata.name, spec.deploymentTrack])
      .sort();
    expect(names).toEqual([
      [expect.stringMatching(/^greeter-default-[0-9a-f]{8}$/), undefined],
      [expect.stringMatching(/^greeter-v2-[0-9a-f]{8}$/), 'v2'],
    ]);
  });

  it('select only their own pods', () => {
    const first = podsOf('greeter');
    const second = podsOf('greeter-next-v2');
    const selects = (
      { selector }: { selector: object },
      { labels }: { labels: object },
    ) =>
      Object.entries(selector).every(
        ([key, value]) => new Map(Object.entries(labels)).get(key) === value,
      );
    expect(selects(first, first)).toBe(true);
    expect(selects(second, second)).toBe(true);
    expect(selects(first, second)).toBe(false);
    expect(selects(second, first)).toBe(false);
    expect(second.labels).toMatchObject({
      'component-name': 'greeter',
      'deployment-track-name': 'v2',
    });
  });

  it('serve their APIs at paths of their own', () => {
    expect(publicPath('greeter')).toMatch(/\/shop\/greeter$/);
    expect(publicPath('greeter-next-v2')).toMatch(/\/shop\/greeter\/v2$/);
  });

  it('leave the status of the component to the default track', async () => {
    cluster.apply(
      aService(
        'greeter-next',
        owner,
        withWorkloadName('greeter-next'),
        onTrack('v2'),
        withSpec({ className: 'missing' }),
      ),
    );
    await controlPlane.run();
    expect(readyOf('greeter-next-v2')?.reason).toBe('ServiceClassNotFound');
    const component = cluster.get(componentKind, inNamespace('greeter'));
    expect(getCondition(component?.status?.conditions, 'Ready')?.status).toBe(
      'True',
    );
  });

  it('are promoted apart', async () => {
    cluster.apply(
      aPromotion(
        'next-to-staging',
        owner,
        fromTo('development', 'staging'),
        onTrack('v2'),
      ),
    );
    await controlPlane.run();
    expect(
      cluster.get(promotionKind, inNamespace('next-to-staging')),
    ).toMatchObject({ status: { phase: 'Succeeded' } });
    expect(
      cluster
        .list(serviceBindingKind)
        .filter(({ spec }) => spec.environment === 'staging'),
    ).toMatchObject([
      {
        metadata: { name: 'greeter-staging-v2' },
        spec: {
          deploymentTrack: 'v2',
          artifactRef: binding('greeter-next-v2')?.spec.artifactRef,
        },
      },
    ]);
  });

  it('are each the target of connections that name them', async () => {
    cluster.apply(aComponent('caller'));
    const connectTo = (deploymentTrack?: string) => ({
      type: 'api',
      params: {
        componentName: 'greeter',
        endpoint: 'api',
        ...(deploymentTrack && { deploymentTrack }),
      },
      inject: { env: [{ name: 'URL', value: '{{ .url }}' }] },
    });
    const caller = ofComponent('caller');
    const applyCaller = (deploymentTrack?: string) =>
      cluster.apply(
        aWorkload(
          'caller',
          caller,
          withImage('registry.test/caller:1'),
          withSpec({ connections: { greeter: connectTo(deploymentTrack) } }),
        ),
      );
    applyCaller();
    cluster.apply(aService('caller', caller, withWorkloadName('caller')));
    await controlPlane.run();
    const url = () =>
      /"name":"URL","value":"([^"]*)"/.exec(
        JSON.stringify(cluster.get(releaseKind, inNamespace('caller'))?.spec),
      )?.[1];
    const hostOf = (name: string) =>
      binding(name)?.status?.endpoints?.[0].project?.host;
    expect(url()).toContain(`//${hostOf('greeter')}:`);

    applyCaller('v2');
    await controlPlane.run();
    expect(url()).toContain(`//${hostOf('greeter-next-v2')}:`);
    expect(hostOf('greeter-next-v2')).not.toBe(hostOf('greeter'));

    applyCaller('v3');
    await controlPlane.run();
    expect(readyOf('caller')).toMatchObject({
      reason: 'ConnectionsPending',
      message: expect.stringContaining('in the track v3'),
    });
  });

  it('do not take artifacts of each other', async () => {
    cluster.apply(
      aPromotion(
        'mixed',
        owner,
        fromTo('development', 'staging'),
        withSpec({ artifactRef: binding('greeter-next-v2')?.spec.artifactRef }),
      ),
    );
    await controlPlane.run();
    expect(
      cluster.get(promotionKind, inNamespace('mixed'))?.status,
    ).toMatchObject({
      phase: 'Failed',
      conditions: [
        expect.objectContaining({
          message: expect.stringContaining('not found'),
        }),
      ],
    });
  });
});

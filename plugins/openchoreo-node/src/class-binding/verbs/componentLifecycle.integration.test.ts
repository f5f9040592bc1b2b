import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  apiBindingKind,
  apiKind,
  buildPlaneKind,
  dataPlaneKind,
  environmentKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import {
  startControlPlane,
  type ControlPlaneProcess,
} from '@promenade/test-kubernetes';
import { ComponentPlatform } from '../../__testUtils__/ComponentPlatform';
import { waitForValue } from '../../__testUtils__/waitForValue';

jest.setTimeout(120_000);

const simulated = { 'openchoreo.dev/simulated': 'true' };

describe('with a control plane, a component', () => {
  let platform: ComponentPlatform;
  let controlPlane: ControlPlaneProcess;

  const createSimulated = (kind: KindDefinition, name: string, spec: object) =>
    platform.client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: {
        name,
        namespace: platform.organization,
        annotations: simulated,
      },
      spec,
    });
  const waitUntilReady = (component: string) =>
    platform.openChoreo.waitForReady(
      platform.base.component(component),
      'development',
      { signal: AbortSignal.timeout(60_000) },
    );
  const development = (component: string) =>
    platform.openChoreo.views
      .component(platform.base.component(component))
      .deployments.find(({ environment }) => environment === 'development');

  beforeAll(async () => {
    platform = await ComponentPlatform.start({ simulateDataPlane: true });
    await createSimulated(dataPlaneKind, 'default', {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'public.test',
        organizationVirtualHost: 'organization.test',
      },
    });
    await createSimulated(buildPlaneKind, 'default', {});
    await platform.client.patch(
      environmentKind,
      { namespace: platform.organization, name: 'development' },
      { spec: { dataPlaneRef: 'default' } },
      { type: 'merge' },
    );
    controlPlane = await startControlPlane(
      platform.kubeconfig,
      platform.organization,
    );
  });
  afterAll(async () => {
    await controlPlane?.stop();
    await platform.stop();
  });

  it('is built from source code, and deployed with its endpoints', async () => {
    const { build } = await platform.createComponent('built', {
      image: undefined,
      build: {
        repository: 'https://git.test/shop/built',
        template: 'docker',
      },
      endpoints: [{ name: 'http', port: 8080, exposure: 'Organization' }],
      replicas: 2,
    });
    expect(build).toBeDefined();
    await waitUntilReady('built');
    // The binding can be read before the Release that has the pods.
    const deployment = await waitForValue(() => {
      const found = development('built');
      return found?.status.pods && found;
    });
    expect(deployment.contents.containers.main.image).toMatch(/built/);
    expect(deployment.status.pods).toEqual({ ready: 2, total: 2 });
    expect(deployment.endpoints).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'http', visibility: 'organization' }),
      ]),
    );
  });

  it('is connected to the component of another project', async () => {
    await platform.createComponent('caller', { project: 'depot' });
    const caller = {
      organization: platform.organization,
      project: 'depot',
      component: 'caller',
    };
    await platform.openChoreo.verbs.execute(verbs.connectComponent, {
      ...caller,
      environment: 'development',
      target: 'built',
    });
    const connections = await waitForValue(
      () =>
        platform.openChoreo.views.component(caller).deployments.at(0)?.contents
          .connections.built,
    );
    expect(connections).toMatchObject({
      params: { projectName: 'shop', endpoint: 'http' },
      injects: ['BUILT_URL'],
    });
    await platform.openChoreo.waitForReady(caller, 'development', {
      signal: AbortSignal.timeout(60_000),
    });
  });

  it('offers an external API at the gateway', async () => {
    await platform.openChoreo.verbs.execute(verbs.createApiProxy, {
      organization: platform.organization,
      project: 'shop',
      name: 'weather',
      url: 'https://api.weather.test/v2',
      exposure: 'Public',
    });
    const address = await waitForValue(
      async () => (await platform.read(apiKind, 'weather')).status?.address,
    );
    expect(address).toMatch(/^https:\/\/development\.\S+\/shop\/weather$/);
    expect(await platform.find(apiBindingKind, 'weather')).toBeDefined();
  });
});

import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import type { ResourceType } from '@promenade/kube-client';
import { dataPlaneKind, environmentKind } from '@promenade/openchoreo-model';
import {
  startControlPlane,
  type ControlPlaneProcess,
} from '@promenade/test-kubernetes';
import { ana, ComponentPlatform } from '../__testUtils__/ComponentPlatform';
import { waitForValue } from '../__testUtils__/waitForValue';
import type { ComponentUnit } from '../domain/CatalogUnit';

jest.setTimeout(120_000);

/** The kinds of objects that the Kubernetes plugin of Backstage shows for a component with an endpoint. */
const workloadTypes: readonly ResourceType[] = [
  {
    group: '',
    version: 'v1',
    kind: 'Pod',
    plural: 'pods',
    scope: 'Namespaced',
  },
  {
    group: '',
    version: 'v1',
    kind: 'Service',
    plural: 'services',
    scope: 'Namespaced',
  },
  {
    group: 'apps',
    version: 'v1',
    kind: 'Deployment',
    plural: 'deployments',
    scope: 'Namespaced',
  },
];

describe('with a control plane, the catalog unit of a component', () => {
  let platform: ComponentPlatform;
  let controlPlane: ControlPlaneProcess;

  const setSimulated = (value: 'true' | null) =>
    platform.client.patch(
      dataPlaneKind,
      { namespace: platform.organization, name: 'default' },
      { metadata: { annotations: { 'openchoreo.dev/simulated': value } } },
      { type: 'merge' },
    );
  const waitForUnit = (condition: (unit: ComponentUnit) => boolean) =>
    waitForValue(() => {
      const unit = platform.openChoreo.catalogUnits.get({
        type: 'component',
        organization: platform.organization,
        name: 'orders',
      });
      return unit?.type === 'component' && condition(unit) ? unit : undefined;
    });

  beforeAll(async () => {
    platform = await ComponentPlatform.start({ simulateDataPlane: true });
    await platform.create(dataPlaneKind, 'default', {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'public.test',
        organizationVirtualHost: 'organization.test',
      },
    });
    await setSimulated('true');
    await platform.client.patch(
      environmentKind,
      { namespace: platform.organization, name: 'staging' },
      { spec: { isProduction: true } },
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

  it('has its deployments, and the addresses and objects of a real data plane', async () => {
    await platform.createComponent('orders', {
      endpoints: [{ name: 'http', port: 8080, exposure: 'Public' }],
    });
    await platform.openChoreo.waitForReady(
      platform.base.component('orders'),
      'development',
      { signal: AbortSignal.timeout(60_000) },
    );
    const environment = {
      organization: platform.organization,
      name: 'development',
    };
    const simulated = await waitForUnit(unit => unit.deployments?.length === 1);
    expect(simulated.deployments).toEqual([
      { environment, isProduction: false, addresses: [] },
    ]);
    expect(simulated.objectSelector).toBeUndefined();

    await setSimulated(null);
    const { deployments, objectSelector } = await waitForUnit(
      unit => unit.objectSelector !== undefined,
    );
    expect(deployments).toEqual([
      {
        environment,
        isProduction: false,
        addresses: ['public', 'organization'].map(visibility => ({
          endpoint: 'http',
          visibility,
          url: expect.stringMatching(
            /^https:\/\/development\..*\/shop\/orders$/,
          ),
        })),
      },
    ]);
    for (const type of workloadTypes) {
      const { items } = await platform.client.list(type, {
        labelSelector: objectSelector,
      });
      expect([type.kind, items.length]).toEqual([type.kind, 1]);
    }
  });

  it('reaches a production environment with a promotion', async () => {
    await platform.openChoreo.verbs.execute(
      verbs.promoteComponent,
      {
        ...platform.base.component('orders'),
        from: 'development',
        to: 'staging',
      },
      ana,
    );
    const { deployments = [] } = await waitForUnit(
      unit => unit.deployments?.length === 2,
    );
    expect(
      deployments.map(({ environment, isProduction }) => [
        environment.name,
        isProduction,
      ]),
    ).toEqual([
      ['development', false],
      ['staging', true],
    ]);
  });
});

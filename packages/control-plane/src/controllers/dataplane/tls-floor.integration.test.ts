import { ResourceType, UnstructuredObject } from '@promenade/kube-client';
import { dataPlaneKind, getCondition } from '@promenade/openchoreo-model';
import {
  TestPlatform,
  startTestPlatform,
} from '../../test/__testUtils__/test-platform';
import { tlsFloorCondition } from './tls-floor';
import { namespaceType } from '../../runtime/kubernetes-types';

jest.setTimeout(120_000);

const namespace = 'openchoreo-data-plane';
const policyType: ResourceType = {
  group: 'gateway.envoyproxy.io',
  version: 'v1alpha1',
  kind: 'ClientTrafficPolicy',
  plural: 'clienttrafficpolicies',
  scope: 'Namespaced',
};
const policyOf = (name: string, gateway: string, minVersion: string) => ({
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'ClientTrafficPolicy',
  metadata: { name, namespace },
  spec: {
    targetRefs: [
      { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway },
    ],
    tls: { minVersion },
  },
});

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.client.apply(
    namespaceType,
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { fieldManager: 'test' },
  );
});

afterAll(() => platform?.stop());

/** Asks for an oldest version of TLS, or for none any more. */
const ask = (minTLSVersion: string | null) =>
  platform.client.patch(
    dataPlaneKind,
    { namespace: platform.organization, name: 'default' },
    { spec: { gateway: { minTLSVersion } } },
    { type: 'merge' },
  );

const untilNotAsked = () =>
  platform.until(
    dataPlaneKind,
    'default',
    ({ status }) =>
      getCondition(status?.conditions, 'Reachable') !== undefined &&
      getCondition(status?.conditions, tlsFloorCondition) === undefined,
  );

/** The policies of the gateways, as name, gateway and version. */
async function policies() {
  const { items } = await platform.client.list<UnstructuredObject>(policyType, {
    namespace,
  });
  return items
    .map(({ metadata: { name }, spec }) => ({ metadata: { name }, spec }))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

const expected = (name: string, gateway: string, version: string) => ({
  metadata: { name },
  spec: policyOf(name, gateway, version).spec,
});

describe('row 15: TLS floor', () => {
  it('is a policy of each gateway, which goes when nobody asks for it any more', async () => {
    await ask('1.3');
    expect(
      await platform.untilCondition(dataPlaneKind, 'default', {
        type: tlsFloorCondition,
        status: 'True',
      }),
    ).toBe('The gateways accept TLS 1.3 and newer');
    expect(await policies()).toEqual([
      expected('gateway-external-tls-floor', 'gateway-external', '1.3'),
      expected('gateway-internal-tls-floor', 'gateway-internal', '1.3'),
    ]);

    await ask(null);
    await untilNotAsked();
    expect(await policies()).toEqual([]);
  });

  it('leaves a policy of others in charge, and says whether it keeps the floor', async () => {
    const theirs = policyOf('theirs', 'gateway-external', '1.2');
    await platform.client.create(policyType, theirs);
    await ask('1.3');
    expect(
      await platform.untilCondition(dataPlaneKind, 'default', {
        type: tlsFloorCondition,
        status: 'False',
        reason: 'PolicyOfAnother',
      }),
    ).toBe(
      'ClientTrafficPolicy theirs of gateway-external is in charge and accepts older versions; ' +
        'set its spec.tls.minVersion to "1.3", or delete it',
    );
    expect((await policies()).map(({ metadata }) => metadata.name)).toEqual([
      'gateway-internal-tls-floor',
      'theirs',
    ]);

    await ask('1.2');
    await platform.untilCondition(dataPlaneKind, 'default', {
      type: tlsFloorCondition,
      status: 'True',
    });
    await platform.client.delete(policyType, theirs.metadata);
    await ask(null);
    await untilNotAsked();
  });
});

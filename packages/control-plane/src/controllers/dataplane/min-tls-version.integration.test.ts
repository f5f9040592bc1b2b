import { ResourceType, UnstructuredObject } from '@promenade/kube-client';
import { dataPlaneKind, getCondition } from '@promenade/openchoreo-model';
import {
  TestPlatform,
  startTestPlatform,
} from '../../test/__testUtils__/test-platform';
import { minTlsVersionCondition } from './min-tls-version';
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
const policy = (name: string, gateway: string, minVersion: string) => ({
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

/** Sets or removes the minimum TLS version of the data plane. */
const setMinVersion = (minTLSVersion: string | null) =>
  platform.client.patch(
    dataPlaneKind,
    { namespace: platform.organization, name: 'default' },
    { spec: { gateway: { minTLSVersion } } },
    { type: 'merge' },
  );

const untilConditionRemoved = () =>
  platform.waitFor(
    dataPlaneKind,
    'default',
    ({ status }) =>
      getCondition(status?.conditions, 'Reachable') !== undefined &&
      getCondition(status?.conditions, minTlsVersionCondition) === undefined,
  );

/** Lists the names and specs of the policies. */
async function listPolicies() {
  const { items } = await platform.client.list<UnstructuredObject>(policyType, {
    namespace,
  });
  return items
    .map(({ metadata: { name }, spec }) => ({ metadata: { name }, spec }))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

const expected = (name: string, gateway: string, version: string) => ({
  metadata: { name },
  spec: policy(name, gateway, version).spec,
});

describe('row 15: minimum TLS version', () => {
  it('applies a policy per gateway and deletes it when the field is removed', async () => {
    await setMinVersion('1.3');
    expect(
      await platform.waitForCondition(dataPlaneKind, 'default', {
        type: minTlsVersionCondition,
        status: 'True',
      }),
    ).toBe('The gateways accept TLS 1.3 and newer');
    expect(await listPolicies()).toEqual([
      expected('gateway-external-tls-floor', 'gateway-external', '1.3'),
      expected('gateway-internal-tls-floor', 'gateway-internal', '1.3'),
    ]);

    await setMinVersion(null);
    await untilConditionRemoved();
    expect(await listPolicies()).toEqual([]);
  });

  it('checks a policy of others and does not replace it', async () => {
    const theirs = policy('theirs', 'gateway-external', '1.2');
    await platform.client.create(policyType, theirs);
    await setMinVersion('1.3');
    expect(
      await platform.waitForCondition(dataPlaneKind, 'default', {
        type: minTlsVersionCondition,
        status: 'False',
        reason: 'PolicyOfAnother',
      }),
    ).toBe(
      'ClientTrafficPolicy theirs of gateway-external takes precedence and accepts older versions; ' +
        'set its spec.tls.minVersion to "1.3", or delete it',
    );
    expect((await listPolicies()).map(({ metadata }) => metadata.name)).toEqual(
      ['gateway-internal-tls-floor', 'theirs'],
    );

    await setMinVersion('1.2');
    await platform.waitForCondition(dataPlaneKind, 'default', {
      type: minTlsVersionCondition,
      status: 'True',
    });
    await platform.client.delete(policyType, theirs.metadata);
    await setMinVersion(null);
    await untilConditionRemoved();
  });
});

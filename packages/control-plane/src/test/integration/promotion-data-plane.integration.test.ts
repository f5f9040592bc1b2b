import { KubeClient } from '@promenade/kube-client';
import {
  Promotion,
  annotations,
  dataPlaneKind,
  environmentKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import { startTestKubernetes } from '@promenade/test-kubernetes';
import { secretType } from '../../runtime/kubernetes-types';
import { aDataPlane, anEnvironment, withSpec } from '../__testUtils__';
import {
  PromotionScenario,
  ScenarioSettings,
  cleo,
  phasesOf,
  tagOf,
} from '../__testUtils__/promotion-scenario';
import { readCredentials } from '../__testUtils__/release/read-credentials';
import { TcpProxy, startTcpProxy } from '../__testUtils__/tcp-proxy';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { waitUntil } from '../__testUtils__/wait-for';

jest.setTimeout(180_000);

const to = 'remote';
const secretName = 'remote-credentials';

let platform: TestPlatform;
let proxy: TcpProxy;

/** How a data plane goes away and comes back. */
interface Outage {
  name: string;
  begin(): Promise<unknown>;
  end(): Promise<unknown>;
}

const writeCredentials = (data: Record<string, string> | null) =>
  platform.client.patch(
    secretType,
    { namespace: platform.organization, name: secretName },
    { data },
    { type: 'merge' },
  );

const outages: Outage[] = [
  {
    name: 'whose credentials are missing',
    begin: () => writeCredentials(null),
    end: () => writeCredentials(readCredentials(platform.kubeconfig)),
  },
  // The embedded API answers only under its own address.
  ...(process.env.PROMENADE_TEST_KUBECONFIG
    ? [
        {
          name: 'whose API server does not respond',
          begin: () => proxy.close(),
          end: () => proxy.open(),
        },
      ]
    : []),
];

beforeAll(async () => {
  platform = await startTestPlatform({
    promotionLimits: { stepMs: 40_000, degradedMs: 60_000 },
  });
  const { server } = platform.client;
  proxy = await startTcpProxy(server);
  await platform.client.create(secretType, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: platform.organization, name: secretName },
    data: readCredentials(platform.kubeconfig),
  });
  await platform.apply(
    aDataPlane(
      'remote',
      withSpec({
        kubernetesCluster: {
          name: 'remote',
          credentials: {
            apiServerURL: process.env.PROMENADE_TEST_KUBECONFIG
              ? proxy.url
              : server,
            secretRef: { name: secretName },
          },
        },
      }),
    ),
    anEnvironment(to, withSpec({ dataPlaneRef: 'remote' })),
  );
});

beforeEach(() => connect());

afterAll(async () => {
  await connect();
  await platform?.stop();
  await proxy?.close();
});

async function connect(): Promise<void> {
  for (const { end } of outages) await end();
  await platform.waitForCondition(dataPlaneKind, 'remote', { status: 'True' });
}

/** A component whose target is on the remote data plane. It runs release 2 in `development`. */
const start = (name: string, settings: ScenarioSettings) =>
  PromotionScenario.startWithUpdate(platform, name, { to, ...settings });

/** Waits until the promotion says that its target is not ready because of its data plane. */
const waitUntilAway = (scenario: PromotionScenario): Promise<Promotion> =>
  platform.waitFor(promotionKind, scenario.promotion('next'), ({ status }) => {
    const verify = status?.steps?.find(({ name }) => name === 'Verify');
    return (
      verify?.state === 'Running' &&
      /DataPlane|respond|ECONN/.test(verify.message ?? '')
    );
  });

describe.each(outages)(
  'a data plane $name, during the verification',
  outage => {
    const named = (name: string) => `${name}-${outages.indexOf(outage)}`;

    it('is waited for, and the promotion succeeds when it is back in time', async () => {
      const scenario = await start(named('in-time'), {
        rule: { automaticRollback: { enabled: true, after: '1m' } },
      });
      await outage.begin();
      await scenario.request('next', cleo);
      await waitUntilAway(scenario);
      await outage.end();
      const promotion = await scenario.waitForPhase('next', 'Succeeded');
      expect(phasesOf(promotion)).toEqual([
        'Progressing',
        'Verifying',
        'Succeeded',
      ]);
      await scenario.waitForRelease(scenario.target, 2);
    });

    it('ends the promotion at the time limit', async () => {
      const scenario = await start(named('too-long'), { rule: {} });
      await outage.begin();
      await scenario.request('next', cleo);
      const { status } = await scenario.waitForPhase('next', 'Failed');
      expect(status?.transitions?.at(-1)?.reason).toBe('TimeLimitExceeded');
      expect(tagOf(await scenario.findBinding(scenario.target))).toBe('2');
      // What was promoted is there when the data plane is.
      await outage.end();
      await scenario.waitForRelease(scenario.target, 2);
    });

    it('returns the target to its former release if the rule says so', async () => {
      const scenario = await start(named('back'), {
        rule: { automaticRollback: { enabled: true, after: '2s' } },
      });
      await outage.begin();
      await scenario.request('next', cleo);
      const { status } = await scenario.waitForPhase('next', 'RolledBack');
      expect(status?.transitions?.at(-1)?.message).toMatch(
        /^remote runs [0-9a-f]{7} 1 again\. It is not ready: /,
      );
      expect(tagOf(await scenario.findBinding(scenario.target))).toBe('1');
      await outage.end();
      await scenario.waitForRelease(scenario.target, 1);
    });

    it('does not count as ready, although it was', async () => {
      const windowMs = 5_000;
      const scenario = await start(named('was-ready'), {
        rule: {
          verification: { window: `${windowMs / 1000}s` },
          automaticRollback: { enabled: true, after: '1m' },
        },
      });
      await scenario.request('next', cleo);
      await scenario.waitForPhase('next', 'Verifying');
      await scenario.waitForRelease(scenario.target, 2);
      const end = Date.now() + windowMs;
      await outage.begin();
      await waitUntilAway(scenario);
      await waitUntil(async () => Date.now() > end);
      await platform.waitUntilIdle();
      expect((await scenario.find('next')).status?.phase).toBe('Verifying');
      await outage.end();
      await scenario.waitForPhase('next', 'Succeeded');
    });
  },
);

describe('a data plane whose API server ends for good during the verification', () => {
  it('does not count as ready, and the target has its former release', async () => {
    const second = await startTestKubernetes({
      separate: true,
      simulateDataPlane: true,
    });
    const name = 'second';
    const client = KubeClient.fromKubeconfig(second.kubeconfig);
    try {
      await platform.client.create(secretType, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { namespace: platform.organization, name },
        data: readCredentials(second.kubeconfig),
      });
      await platform.apply(
        aDataPlane(
          name,
          withSpec({
            kubernetesCluster: {
              name,
              credentials: {
                apiServerURL: client.server,
                secretRef: { name },
              },
            },
          }),
        ),
        anEnvironment(name, withSpec({ dataPlaneRef: name })),
      );
      const scenario = await start('ended', {
        to: name,
        rule: {
          verification: { window: '1h' },
          automaticRollback: { enabled: true, after: '1s' },
        },
      });
      await scenario.request('next', cleo);
      await scenario.waitForPhase('next', 'Verifying');
      await scenario.waitForRelease(scenario.target, 2);
      await second.stop();
      const { status } = await scenario.waitForPhase('next', 'RolledBack');
      expect(status?.transitions?.at(-1)?.message).toMatch(
        /^second runs [0-9a-f]{7} 1 again\. It is not ready: /,
      );
      expect(tagOf(await scenario.findBinding(scenario.target))).toBe('1');
    } finally {
      await client.close();
      await second.stop();
      // Nothing can be cleaned up there.
      const key = { namespace: platform.organization, name };
      await platform.client.patch(
        environmentKind,
        key,
        { metadata: { annotations: { [annotations.skipCleanup]: 'true' } } },
        { type: 'merge' },
      );
      await platform.client.delete(environmentKind, key);
      await platform.waitUntilGone(environmentKind, key);
    }
  });
});

import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { isConditionTrue, type Release } from '@promenade/openchoreo-model';
import { join } from 'node:path';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../__testUtils__/shared-fixtures';
import { deployment } from '../__testUtils__/release/manifests';
import { ReleaseTestPlatform } from '../__testUtils__/release/release-test-platform';

jest.setTimeout(120_000);

const gateway = 'gateway.networking.k8s.io';
const envoy = 'gateway.envoyproxy.io/v1alpha1';
const backends = [{ name: 'app', port: 80 }];
const parentRefs = [
  { name: 'gateway-external', namespace: 'openchoreo-data-plane' },
];
const targetRefs = [{ group: gateway, kind: 'HTTPRoute', name: 'app' }];
const pods = { matchLabels: { app: 'app' } };
const podSpec = (restartPolicy: string) => ({
  restartPolicy,
  containers: [{ name: 'main', image: 'registry.test/app:1' }],
});

/** The spec, or all that comes after the metadata, of an object of every kind that is rendered, and of some that are not. */
const contents: readonly (readonly [string, string, object])[] = [
  ['v1', 'ConfigMap', { data: { a: '1' } }],
  ['v1', 'Secret', { stringData: { a: '1' } }],
  ['v1', 'ServiceAccount', { automountServiceAccountToken: false }],
  [
    'v1',
    'Service',
    { spec: { selector: { app: 'app' }, ports: [{ port: 80 }] } },
  ],
  [
    'v1',
    'PersistentVolumeClaim',
    {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1024Mi' } },
      },
    },
  ],
  ['apps/v1', 'Deployment', {}],
  [
    'apps/v1',
    'StatefulSet',
    {
      spec: {
        serviceName: 'app',
        selector: pods,
        template: {
          metadata: { labels: pods.matchLabels },
          spec: podSpec('Always'),
        },
      },
    },
  ],
  [
    'batch/v1',
    'CronJob',
    {
      spec: {
        schedule: '0 0 1 1 *',
        jobTemplate: { spec: { template: { spec: podSpec('Never') } } },
      },
    },
  ],
  ['batch/v1', 'Job', { spec: { template: { spec: podSpec('Never') } } }],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    {
      spec: {
        maxReplicas: 2,
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'app',
        },
      },
    },
  ],
  [
    'policy/v1',
    'PodDisruptionBudget',
    { spec: { minAvailable: 0, selector: pods } },
  ],
  [
    'networking.k8s.io/v1',
    'NetworkPolicy',
    {
      spec: {
        podSelector: pods,
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: {} }] }],
      },
    },
  ],
  [
    `${gateway}/v1`,
    'HTTPRoute',
    { spec: { parentRefs, rules: [{ backendRefs: backends }] } },
  ],
  [
    `${gateway}/v1`,
    'GRPCRoute',
    { spec: { parentRefs, rules: [{ backendRefs: backends }] } },
  ],
  [
    `${gateway}/v1alpha2`,
    'TCPRoute',
    { spec: { parentRefs, rules: [{ backendRefs: backends }] } },
  ],
  [
    `${envoy}`,
    'SecurityPolicy',
    { spec: { targetRefs, cors: { allowMethods: ['GET'], maxAge: '60s' } } },
  ],
  [
    `${envoy}`,
    'BackendTrafficPolicy',
    { spec: { targetRefs, timeout: { http: { requestTimeout: '2s' } } } },
  ],
  [
    `${envoy}`,
    'Backend',
    { spec: { endpoints: [{ fqdn: { hostname: 'a.test', port: 80 } }] } },
  ],
  [
    'cilium.io/v2',
    'CiliumNetworkPolicy',
    { spec: { endpointSelector: pods, ingress: [{ fromEndpoints: [{}] }] } },
  ],
  [
    'secrets-store.csi.x-k8s.io/v1',
    'SecretProviderClass',
    {
      spec: {
        provider: 'vault',
        parameters: { roleName: 'reader', objects: '[]' },
      },
    },
  ],
  [
    'external-secrets.io/v1',
    'ExternalSecret',
    {
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { name: 'main', kind: 'ClusterSecretStore' },
        target: { name: 'brought', creationPolicy: 'Owner' },
        data: [{ secretKey: 'a', remoteRef: { key: 'b' } }],
      },
    },
  ],
];

const isApplied = ({ metadata, status }: Release) =>
  status?.observedGeneration === metadata.generation &&
  isConditionTrue(status?.conditions, 'Applied');

const describeKinds = hasSharedFixtures ? describe : describe.skip;

describeKinds(
  'a Release with an object of every kind (skipped where ../shared/fixtures is absent: the definitions of the data plane are no part of the project)',
  () => {
    let kubernetes: TestKubernetes;
    let platform: ReleaseTestPlatform;

    beforeAll(async () => {
      kubernetes = await startTestKubernetes({
        simulateDataPlane: true,
        crds: [join(sharedFixtures, 'data-plane-crds')],
      });
      platform = new ReleaseTestPlatform(kubernetes.kubeconfig);
      await platform.prepare();
    });

    afterAll(async () => {
      await platform?.dispose();
      await kubernetes?.stop();
    });

    const objects = () =>
      Object.fromEntries(
        contents.map(([apiVersion, kind, content]) => [
          kind,
          kind === 'Deployment'
            ? deployment(platform.cell, 'app')
            : {
                apiVersion,
                kind,
                metadata: { name: 'app', namespace: platform.cell },
                ...content,
              },
        ]),
      );

    it('is applied, reports the health of each, and is not written again', async () => {
      const running = await platform.startController();
      await platform.createRelease('all', objects());
      const settled = await running.waitFor(
        'all',
        release =>
          isApplied(release) &&
          healthOf(release, 'Deployment') === 'Healthy' &&
          healthOf(release, 'StatefulSet') === 'Healthy' &&
          healthOf(release, 'Job') === 'Healthy',
      );
      expect(
        settled.status?.resources
          ?.filter(({ healthStatus }) =>
            ['Unknown', 'Degraded', undefined].includes(healthStatus),
          )
          .map(({ kind, healthStatus }) => `${kind}: ${healthStatus}`),
      ).toEqual([]);

      await running.controller.idle();
      const before = running.writes;
      for (let pass = 0; pass < 3; pass += 1) {
        running.controller.queue.add(`${platform.organization}/all`);
        await running.controller.idle();
      }
      expect(running.writes - before).toBe(0);
    });

    it('identifies an object across the versions of its API', async () => {
      await platform.stopController();
      const running = await platform.startController();
      const uidOfRoute = async () =>
        (await platform.findLive(`${gateway}/v1`, 'HTTPRoute', 'app'))?.metadata
          .uid;
      const before = await uidOfRoute();
      await platform.createRelease('other', {
        route: {
          apiVersion: `${gateway}/v1beta1`,
          kind: 'HTTPRoute',
          metadata: { name: 'other', namespace: platform.cell },
          spec: { parentRefs, rules: [{ backendRefs: backends }] },
        },
      });
      await running.waitFor('other', isApplied);
      running.controller.queue.add(`${platform.organization}/all`);
      await running.controller.idle();
      expect(before).toBeDefined();
      expect(await uidOfRoute()).toBe(before);
    });

    it('is applied in a served version if the declared one is not served', async () => {
      await platform.stopController();
      const running = await platform.startController();
      const policy = {
        apiVersion: `${gateway}/v1alpha3`,
        kind: 'BackendTLSPolicy',
        metadata: { name: 'moved', namespace: platform.cell },
        spec: {
          targetRefs: [{ group: '', kind: 'Service', name: 'app' }],
          validation: { hostname: 'a.test', wellKnownCACertificates: 'System' },
        },
      };
      await platform.createRelease('moved', { policy });
      const { status } = await running.waitFor('moved', isApplied);
      expect(status?.resources).toMatchObject([
        { kind: 'BackendTLSPolicy', version: 'v1' },
      ]);
      await running.controller.idle();
      const before = running.writes;
      running.controller.queue.add(`${platform.organization}/moved`);
      await running.controller.idle();
      expect(running.writes - before).toBe(0);
      await platform.changeRelease('moved', {});
      await platform.waitUntilGone(
        `${gateway}/v1`,
        'BackendTLSPolicy',
        'moved',
      );
    });

    it('is unchanged after a restart, and prunes what it no longer contains', async () => {
      await platform.stopController();
      const running = await platform.startController();
      const rested = await running.waitFor('all', isApplied);
      await running.controller.idle();
      // What a server writes in another way than it was sent, such as 1000m, is sent once more.
      const caughtUp = running.writes;
      expect(caughtUp).toBeLessThan(contents.length / 4);
      running.controller.queue.add(`${platform.organization}/all`);
      await running.controller.idle();
      expect(running.writes - caughtUp).toBe(0);
      expect(await platform.release('all')).toMatchObject({
        metadata: { resourceVersion: rested.metadata.resourceVersion },
      });

      const { ConfigMap } = objects();
      await platform.changeRelease('all', { ConfigMap });
      await running.waitFor(
        'all',
        release => isApplied(release) && release.status?.summary?.objects === 1,
      );
      for (const [apiVersion, kind] of contents) {
        if (kind !== 'ConfigMap')
          await platform.waitUntilGone(apiVersion, kind, 'app');
      }
      expect(await platform.findLive('v1', 'ConfigMap', 'app')).toBeDefined();
    });
  },
);

function healthOf({ status }: Release, kind: string): string | undefined {
  return status?.resources?.find(each => each.kind === kind)?.healthStatus;
}

import {
  EventRecorder,
  InformerFactory,
  KubeClient,
  noMetrics,
  silentLogger,
  systemClock,
} from '@promenade/kube-client';
import {
  PromotionGateStatus,
  promotionKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import {
  TestKubernetes,
  startTestKubernetes,
} from '@promenade/test-kubernetes';
import { readSecretEntry } from '../../../cmd/read-secret-entry';
import { indexes } from '../../../core/lookups/indexes';
import { recoverSpec } from '../../../core/recover-spec';
import { ApiWrite } from '../../../runtime/api-write';
import { ObjectCache } from '../../../runtime/object-cache';
import { ReleaseTestPlatform } from '../../../test/__testUtils__/release/release-test-platform';
import { waitUntil, waitUntilGone } from '../../../test/__testUtils__/wait-for';
import { GateSubject, unknownRelease } from './gate';
import { createGates } from './gates';
import { createHttp } from './http';
import { deleteGateJobs, evaluateJob } from './job';

jest.setTimeout(90_000);

/** Only the simulated data plane lets a Job fail. */
const canFail = !process.env.PROMENADE_TEST_KUBECONFIG;

describe('quality gates on a Kubernetes API', () => {
  let kubernetes: TestKubernetes;
  let platform: ReleaseTestPlatform;
  let client: KubeClient;
  const stop = new AbortController();

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ simulateDataPlane: true });
    platform = new ReleaseTestPlatform(kubernetes.kubeconfig);
    await platform.prepare();
    ({ client } = platform);
  });

  afterAll(async () => {
    stop.abort();
    await platform.dispose();
    await kubernetes.stop();
  });

  async function cacheOf(): Promise<ObjectCache> {
    const informers = new InformerFactory(client, {
      namespaces: [platform.organization],
      logger: silentLogger,
      metrics: noMetrics,
      clock: systemClock,
    });
    const cache = new ObjectCache(
      informers,
      Object.values(indexes),
      recoverSpec,
    );
    cache.informer(releaseKind);
    cache.informer(promotionKind);
    informers.start(stop.signal);
    await informers.waitForSync(stop.signal);
    return cache;
  }

  it('runs Jobs until they complete or fail, and deletes them', async () => {
    const running = await platform.startController();
    const cache = await cacheOf();
    const events = new EventRecorder({
      client,
      component: 'test',
      logger: silentLogger,
      metrics: noMetrics,
      clock: systemClock,
    });
    const write = new ApiWrite({
      client,
      events,
      observer: cache,
      fieldManager: 'test',
    });
    const promotion = promotionKind.schema.parse(
      await client.create(promotionKind, {
        apiVersion: promotionKind.apiVersion,
        kind: promotionKind.kind,
        metadata: { name: 'greeter-1', namespace: platform.organization },
        spec: {
          owner: { projectName: 'shop', componentName: 'greeter' },
          from: 'development',
          to: 'production',
        },
      }),
    );
    const job = (fail?: string) => ({
      template: {
        template: {
          spec: {
            containers: [
              {
                name: 'main',
                image: 'registry.test/smoke:1',
                ...(fail && { env: [{ name: 'SIMULATED_FAIL', value: fail }] }),
              },
            ],
          },
        },
      },
    });
    const subject: GateSubject = {
      promotion,
      gates: [
        { name: 'smoke', type: 'Job', job: job() },
        ...(canFail
          ? [{ name: 'load', type: 'Job' as const, job: job('Error') }]
          : []),
      ],
      phase: 'Checking',
      release: undefined,
      checkEnvironmentPolicies: () => unknownRelease,
      evaluateJob: (gate, read, writer) =>
        evaluateJob(gate, promotion, read, writer),
      ready: { source: undefined, target: undefined },
      approvals: [],
    };
    const gates = createGates({
      clock: systemClock,
      http: createHttp(),
      readSecret: (secret, entry) => readSecretEntry(client, secret, entry),
      logger: silentLogger,
      signal: stop.signal,
    });
    let results: PromotionGateStatus[] = [];
    const hasEnded = await waitUntil(async () => {
      results = await gates.evaluate(subject, cache, write);
      return results.every(({ finishedAt }) => finishedAt !== undefined);
    });
    expect(results).toMatchObject([
      { name: 'smoke', state: 'Passed' },
      ...(canFail ? [{ name: 'load', state: 'Failed' }] : []),
    ]);
    expect(results.at(-1)?.message).toMatch(
      canFail ? /^Job "gate-load-.*" has failed: ./ : /has completed/,
    );
    expect(hasEnded).toBe(true);
    const { items } = await client.list(releaseKind, {
      namespace: platform.organization,
    });
    expect(items).toHaveLength(subject.gates.length);
    await deleteGateJobs(promotion, cache, write);
    for (const { metadata } of items) {
      await waitUntilGone(client, releaseKind, metadata);
    }
    await running.controller.idle();
  });

  it('reads Secrets of the organization', async () => {
    await platform.writeSecret(platform.organization, 'hook', {
      key: Buffer.from('value').toString('base64'),
    });
    const secret = { namespace: platform.organization, name: 'hook' };
    expect(await readSecretEntry(client, secret, 'key')).toEqual(
      Buffer.from('value'),
    );
    expect(await readSecretEntry(client, secret, 'other')).toBeUndefined();
    const missing = { ...secret, name: 'missing' };
    expect(await readSecretEntry(client, missing, 'key')).toBeUndefined();
  });
});

import { createHmac } from 'node:crypto';
import {
  Promotion,
  Release,
  promotionKind,
  promotionPolicyKind,
  releaseKind,
  serviceBindingKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { automaticPromotionRequester } from '../../controllers/automaticpromotion/reconcile';
import {
  TestServer,
  startTestServer,
} from '../../controllers/promotion/gates/__testUtils__/test-server';
import { secretType } from '../../runtime/kubernetes-types';
import { aPromotionPolicy, withSpec } from '../__testUtils__';
import { deployGreeter } from '../__testUtils__/greeter';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { waitUntil } from '../__testUtils__/wait-for';

jest.setTimeout(120_000);

describe('automatic promotion with quality gates', () => {
  let platform: TestPlatform;
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    platform = await startTestPlatform({ gateAllowLoopback: true });
  });

  afterAll(async () => {
    await platform?.stop();
    await server.stop();
  });

  const listPromotions = async (): Promise<Promotion[]> => {
    const { items } = await platform.client.list(promotionKind, {
      namespace: platform.organization,
    });
    return items.map(item => promotionKind.schema.parse(item));
  };

  /** Waits until there are so many promotions, all of them in a final phase, and returns them by creation. */
  async function ended(count: number): Promise<Promotion[]> {
    let promotions: Promotion[] = [];
    await waitUntil(async () => {
      promotions = await listPromotions();
      return (
        promotions.length === count &&
        promotions.every(({ status }) => status?.completedAt)
      );
    });
    expect(promotions).toHaveLength(count);
    return promotions;
  }

  it('promotes a release that is ready when its gates pass', async () => {
    await platform.client.create(secretType, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'hook', namespace: platform.organization },
      data: { key: Buffer.from('very secret').toString('base64') },
    });
    await platform.apply(
      aPromotionPolicy(
        'delivery',
        withSpec({
          pipelineRef: 'default',
          rules: [
            {
              from: 'development',
              to: 'staging',
              automaticPromotion: true,
              qualityGates: [
                { name: 'healthy', type: 'Healthy' },
                {
                  name: 'tests',
                  type: 'Webhook',
                  webhook: {
                    url: server.url,
                    secretRef: { name: 'hook', key: 'key' },
                  },
                },
                {
                  name: 'smoke',
                  type: 'Job',
                  job: {
                    template: {
                      template: {
                        spec: {
                          containers: [
                            { name: 'main', image: 'registry.test/smoke:1' },
                          ],
                        },
                      },
                    },
                  },
                },
              ],
            },
          ],
        }),
      ),
    );
    await platform.waitForCondition(promotionPolicyKind, 'delivery', {
      status: 'True',
      reason: 'PolicyValid',
    });
    await deployGreeter(platform);
    const [promotion] = await ended(1);
    expect(promotion).toMatchObject({
      spec: {
        from: 'development',
        to: 'staging',
        requestedBy: automaticPromotionRequester,
      },
      status: {
        phase: 'Succeeded',
        requester: { name: automaticPromotionRequester, isVerified: true },
      },
    });
    expect(
      Object.fromEntries(
        (promotion.status?.gates ?? []).map(({ name, state }) => [name, state]),
      ),
    ).toEqual({ healthy: 'Passed', tests: 'Passed', smoke: 'Passed' });
    expect(server.requests).toHaveLength(1);
    const [{ headers, body }] = server.requests;
    expect(headers['x-promenade-signature-256']).toBe(
      `sha256=${createHmac('sha256', 'very secret')
        .update(body)
        .digest('hex')}`,
    );
    await platform.waitFor(
      serviceBindingKind,
      'greeter-staging',
      ({ status }) => status?.state === 'Ready',
    );
  });

  it('deletes the Jobs of a promotion that has ended', async () => {
    const listJobs = async () => {
      const { items } = await platform.client.list<Release>(releaseKind, {
        namespace: platform.organization,
      });
      return items.filter(({ metadata }) =>
        metadata.ownerReferences?.some(({ kind }) => kind === 'Promotion'),
      );
    };
    expect(await waitUntil(async () => (await listJobs()).length === 0)).toBe(
      true,
    );
  });

  it('does not deploy a release whose gate fails, and does not repeat it', async () => {
    server.respondWith({
      status: 400,
      body: JSON.stringify({ message: '1 of 42 tests failed' }),
    });
    await platform.patch(workloadKind, 'greeter', {
      containers: { main: { image: 'registry.test/greeter:2' } },
    });
    const promotions = await ended(2);
    const inPhase = (phase: string) =>
      promotions.find(({ status }) => status?.phase === phase);
    expect(inPhase('Failed')).toMatchObject({
      status: {
        gates: expect.arrayContaining([
          expect.objectContaining({
            name: 'tests',
            state: 'Failed',
            message: '1 of 42 tests failed',
          }),
        ]),
      },
    });
    await platform.stopControlPlane();
    platform.startControlPlane();
    await platform.waitUntilIdle();
    expect(await listPromotions()).toHaveLength(2);
    const staging = await platform.waitFor(
      serviceBindingKind,
      'greeter-staging',
      () => true,
    );
    expect(staging.spec.artifactRef).toBe(
      inPhase('Succeeded')?.spec.artifactRef,
    );
  });

  it('reports a policy that is invalid, until it is corrected', async () => {
    const rules = [{ from: 'staging', to: 'nowhere' }];
    await platform.patch(promotionPolicyKind, 'delivery', { rules });
    expect(
      await platform.waitForCondition(promotionPolicyKind, 'delivery', {
        status: 'False',
        reason: 'PolicyInvalid',
      }),
    ).toBe(
      'Rule from staging to nowhere: Pipeline "default" has no such edge; it has development → staging, staging → production.',
    );
    await platform.patch(promotionPolicyKind, 'delivery', { rules: [] });
    await platform.waitForCondition(promotionPolicyKind, 'delivery', {
      status: 'True',
      reason: 'PolicyValid',
    });
  });
});

import { isDeepStrictEqual } from 'node:util';
import { KubeObject, ResourceType } from '@promenade/kube-client';
import {
  PromotionRule,
  Release,
  cellNamespace,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { jsonAt, jsonListAt } from '../../runtime/json';
import {
  TestServer,
  startTestServer,
} from '../../controllers/promotion/gates/__testUtils__/test-server';
import { anAPIClass } from '../__testUtils__';
import {
  PromotionScenario,
  ScenarioSettings,
  ana,
  cleo,
  phasesOf,
  tagOf,
  withRoute,
} from '../__testUtils__/promotion-scenario';
import {
  dataPlaneCrds,
  describeRoutes,
} from '../__testUtils__/shared-fixtures';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { waitUntil } from '../__testUtils__/wait-for';

jest.setTimeout(180_000);

const httpRouteType: ResourceType = {
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  kind: 'HTTPRoute',
  plural: 'httproutes',
  scope: 'Namespaced',
};

type Strategy = NonNullable<PromotionRule['strategy']>;

const weights = [10, 50, 100];

/** A canary whose first steps are over; those that follow have a pause without an end. */
const canaryAfter = (passed: number): Strategy => ({
  type: 'Canary',
  steps: weights.map((weight, index) => ({
    weight,
    pause: index < passed ? '0s' : '1h',
  })),
});

describeRoutes('a rollout in steps', () => {
  let platform: TestPlatform;
  let server: TestServer;

  beforeAll(async () => {
    platform = await startTestPlatform({
      crds: [dataPlaneCrds],
      gateAllowLoopback: true,
      promotionLimits: { stepMs: 40_000 },
    });
    await platform.apply(anAPIClass('default'));
    server = await startTestServer();
  });

  afterAll(async () => {
    await server?.stop();
    await platform?.stop();
  });

  const start = (name: string, settings: ScenarioSettings) =>
    PromotionScenario.startWithUpdate(platform, name, {
      workload: [withRoute],
      ...settings,
    });

  const release = (scenario: PromotionScenario) =>
    platform.client.get<Release>(releaseKind, scenario.key(scenario.target));

  /** The resources that are declared for the data plane, as text. */
  const declared = async (scenario: PromotionScenario) =>
    JSON.stringify((await release(scenario)).spec.resources);

  async function declaredRoutes(
    scenario: PromotionScenario,
  ): Promise<unknown[]> {
    const { spec } = await release(scenario);
    return (spec.resources ?? []).flatMap(({ object }) =>
      object.kind === 'HTTPRoute' ? object.spec : [],
    );
  }

  /** The specs of the routes on the data plane, with their defaults. */
  async function appliedRoutes(
    scenario: PromotionScenario,
  ): Promise<unknown[]> {
    const { items } = await platform.client.list<KubeObject>(httpRouteType, {
      namespace: cellNamespace(
        platform.organization,
        scenario.name,
        scenario.to,
      ),
    });
    return items.map(item => jsonAt(item, 'spec'));
  }

  /** The weights of the backends, in the order of the routes and their rules. */
  const weightsOf = (routes: readonly unknown[]) =>
    routes.flatMap(spec =>
      jsonListAt(spec, 'rules').map(rule =>
        jsonListAt(rule, 'backendRefs').map(
          backend => jsonAt(backend, 'weight') ?? 1,
        ),
      ),
    );

  /** Waits until a step has begun and its release is ready, and a gateway would see its weights. */
  async function waitForWeight(
    scenario: PromotionScenario,
    name: string,
    weight: number,
  ): Promise<void> {
    await platform.waitFor(
      serviceBindingKind,
      scenario.target,
      ({ metadata, spec, status }) =>
        spec.canary?.weight === weight &&
        status?.observedGeneration === metadata.generation &&
        status?.canary?.ready === true,
    );
    const expected = [[100 - weight, weight]];
    expect(weightsOf(await declaredRoutes(scenario))).toEqual(expected);
    expect(
      await waitUntil(async () =>
        isDeepStrictEqual(weightsOf(await appliedRoutes(scenario)), expected),
      ),
    ).toBe(true);
    const { status } = await scenario.find(name);
    expect(status).toMatchObject({ phase: 'Progressing', canary: { weight } });
    expect(tagOf(await scenario.findBinding(scenario.target))).toBe('1');
  }

  it('gives a canary the weight of each step, and all requests at the end', async () => {
    const scenario = await start('steps', {
      rule: { strategy: canaryAfter(0) },
    });
    const routes = await appliedRoutes(scenario);
    const { metadata } = await scenario.findBinding(scenario.target);
    await scenario.request('next', cleo);
    for (const [index, weight] of weights.entries()) {
      await waitForWeight(scenario, 'next', weight);
      await scenario.setRule({ strategy: canaryAfter(index + 1) });
    }
    const promotion = await scenario.waitForPhase('next', 'Succeeded');
    expect(phasesOf(promotion)).toEqual([
      'Progressing',
      'Verifying',
      'Succeeded',
    ]);
    const after = await scenario.waitForRelease(scenario.target, 2);
    expect(after.spec.canary).toBeUndefined();
    // One write for each step, one for the release, and one that removes the canary.
    expect(after.metadata.generation).toBe(
      (metadata.generation ?? 0) + weights.length + 2,
    );
    expect(
      await waitUntil(async () =>
        isDeepStrictEqual(await appliedRoutes(scenario), routes),
      ),
    ).toBe(true);
  });

  it.each(weights.map((weight, index) => ({ weight, index })))(
    'returns to where it was when it is cancelled at $weight percent',
    async ({ weight, index }) => {
      const scenario = await start(`abort-${weight}`, {
        rule: { strategy: canaryAfter(index) },
      });
      const resources = await declared(scenario);
      const routes = await appliedRoutes(scenario);
      const before = await scenario.findBinding(scenario.target);
      await scenario.request('next', cleo);
      await waitForWeight(scenario, 'next', weight);
      await scenario.decide('next', ana, 'Cancelled', { comment: 'Errors' });
      const { status } = await scenario.waitForPhase('next', 'RolledBack');
      expect(status?.transitions?.at(-1)).toMatchObject({
        by: ana.name,
        reason: 'Cancelled',
      });
      const after = await scenario.waitForRelease(scenario.target, 1);
      expect(after.spec).toEqual(before.spec);
      expect(await declared(scenario)).toBe(resources);
      expect(
        await waitUntil(async () =>
          isDeepStrictEqual(await appliedRoutes(scenario), routes),
        ),
      ).toBe(true);
    },
  );

  it('runs the other release without requests first, then with all of them, when it is blue/green', async () => {
    const blueGreen = (pause: string): Partial<PromotionRule> => ({
      strategy: { type: 'BlueGreen', steps: [{ weight: 100, pause }] },
    });
    const scenario = await start('blue-green', { rule: blueGreen('1h') });
    const { metadata } = await scenario.findBinding(scenario.target);
    await scenario.request('next', cleo);
    await waitForWeight(scenario, 'next', 100);
    await scenario.setRule(blueGreen('0s'));
    await scenario.waitForPhase('next', 'Succeeded');
    const after = await scenario.waitForRelease(scenario.target, 2);
    // Weight 0, weight 100, the release itself, then without the other one.
    expect(after.metadata.generation).toBe((metadata.generation ?? 0) + 4);
    expect(after.spec.canary).toBeUndefined();
  });

  it('asks its gates at each step, and returns to where it was when one fails', async () => {
    server.respondWith({ status: 200 });
    const rule = (passed: number): Partial<PromotionRule> => ({
      strategy: canaryAfter(passed),
      qualityGates: [
        {
          name: 'analysis',
          type: 'Webhook',
          phase: 'Progressing',
          webhook: { url: server.url },
        },
      ],
    });
    const scenario = await start('analysis', { rule: rule(0) });
    const resources = await declared(scenario);
    const asked = server.requests.length;
    await scenario.request('next', cleo);
    await waitForWeight(scenario, 'next', 10);
    await server.received(asked + 1);
    server.respondWith({ status: 400, body: 'too many errors' });
    await scenario.setRule(rule(1));
    const { status } = await scenario.waitForPhase('next', 'RolledBack');
    expect(status?.canary?.weight).toBe(50);
    expect(status?.gates).toEqual([
      expect.objectContaining({ name: 'analysis', state: 'Failed' }),
    ]);
    expect(server.requests.length).toBe(asked + 2);
    await scenario.waitForRelease(scenario.target, 1);
    expect(await declared(scenario)).toBe(resources);
  });

  it('asks its gates at each step, also when the steps follow at once', async () => {
    server.respondWith({ status: 200 });
    const asked = server.requests.length;
    const scenario = await start('quick', {
      rule: {
        strategy: canaryAfter(weights.length),
        qualityGates: [
          {
            name: 'analysis',
            type: 'Webhook',
            phase: 'Progressing',
            webhook: { url: server.url },
          },
        ],
      },
    });
    await scenario.request('next', cleo);
    await scenario.waitForPhase('next', 'Succeeded');
    expect(server.requests.length).toBe(asked + weights.length);
  });

  it('is over when somebody else deploys to the target', async () => {
    const scenario = await start('taken', {
      rule: { strategy: canaryAfter(0) },
    });
    await scenario.request('next', cleo);
    await waitForWeight(scenario, 'next', 10);
    await platform.patch(serviceBindingKind, scenario.target, {
      workloadSpec: { containers: { main: { image: 'registry.test/app:9' } } },
    });
    const { status } = await scenario.waitForPhase('next', 'RolledBack');
    expect(status?.transitions?.at(-1)?.message).toContain(
      'which was deployed during the promotion',
    );
    const after = await scenario.waitForRelease(scenario.target, 9);
    expect(after.spec.canary).toBeUndefined();
  });

  it('ends without requests for a release that does not become ready', async () => {
    const scenario = await start('never-ready', {
      rule: { strategy: canaryAfter(0) },
    });
    const resources = await declared(scenario);
    await scenario.request('next', cleo);
    await waitForWeight(scenario, 'next', 10);
    await platform.patch(serviceBindingKind, scenario.target, {
      canary: { className: 'absent' },
    });
    const { status } = await scenario.waitForPhase('next', 'RolledBack');
    expect(status?.transitions?.at(-1)?.message).toContain(
      'ServiceClass "absent" not found',
    );
    await scenario.waitForRelease(scenario.target, 1);
    expect(await declared(scenario)).toBe(resources);
  });
});

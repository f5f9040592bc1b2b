import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  componentKind,
  promotionKind,
  requestClaims,
  serviceBindingKind,
  serviceKind,
  verifyPromotion,
  type KubernetesObject,
  type Promotion,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { aPlatform } from '../../__testUtils__/platform';
import { createOpenChoreo } from '../../createOpenChoreo';
import type { OpenChoreoService } from '../../OpenChoreoService';

jest.setTimeout(60_000);

const key = Buffer.alloc(32, 'k');
const image = (version: number) => `registry.test/greeter:${version}`;

describe('a rollback', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let platform: Awaited<ReturnType<typeof aPlatform>>;
  let openChoreo: OpenChoreoService;
  const stop = new AbortController();

  /** Greeter ran release 1 with two replicas in staging, then release 2, and runs release 3 with three replicas. */
  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    platform = await aPlatform(client);
    const { organization } = platform;
    await client.create(componentKind, {
      apiVersion: componentKind.apiVersion,
      kind: 'Component',
      metadata: { name: 'greeter', namespace: organization },
      spec: { owner: { projectName: 'shop' }, type: 'Service' },
    });
    for (const version of [1, 2, 3, 4]) {
      await platform.release('greeter', `release-${version}`, image(version));
    }
    const succeeded = (version: number, status: Promotion['status']) =>
      platform.promotion(
        'greeter',
        `promotion-${version}`,
        { artifactRef: `release-${version}` },
        {
          phase: 'Succeeded',
          artifactRef: `release-${version}`,
          requester: { name: `user:default/u${version}`, isVerified: true },
          completedAt: `2026-03-0${version}T12:00:00Z`,
          ...status,
        },
      );
    await succeeded(1, {});
    await succeeded(2, {
      previousArtifactRef: 'release-1',
      previousEnvOverrides: { replicas: 2 },
    });
    await succeeded(3, { previousArtifactRef: 'release-2' });
    await platform.deploy('greeter', 'staging', image(3), {
      artifactRef: 'release-3',
      envOverrides: { replicas: 3 },
    });
    await platform.report('greeter', 'staging', 'True');
    const service = await client.create<KubernetesObject>(serviceKind, {
      apiVersion: serviceKind.apiVersion,
      kind: 'Service',
      metadata: { name: 'greeter', namespace: organization },
      spec: {
        owner: { projectName: 'shop', componentName: 'greeter' },
        workloadName: 'greeter',
      },
    });
    await client.create(serviceBindingKind, {
      apiVersion: serviceBindingKind.apiVersion,
      kind: 'ServiceBinding',
      metadata: {
        name: 'greeter-development',
        namespace: organization,
        ownerReferences: [
          {
            apiVersion: 'openchoreo.dev/v1alpha1',
            kind: 'Service',
            name: 'greeter',
            uid: service.metadata.uid ?? '',
            controller: true,
          },
        ],
      },
      spec: {
        owner: { projectName: 'shop', componentName: 'greeter' },
        environment: 'development',
        artifactRef: 'release-4',
        workloadSpec: { containers: { main: { image: image(4) } } },
      },
    });
    openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      includes: name => name === organization,
      signingKey: await platform.signingKey(key),
    });
    await openChoreo.cache.waitForSync(AbortSignal.timeout(30_000));
  });

  afterAll(async () => {
    stop.abort();
    await platform.remove();
    await client.close();
    await kubernetes.stop();
  });

  const request = {
    requestedBy: 'user:default/ana',
    person: { entityRef: 'user:default/ana', groups: async () => [] },
    environment: 'staging',
  };
  const rollBack = (input: {
    artifact: string;
    environment?: string;
    revisionOf?: string;
    resourceVersion?: string;
    idempotencyKey?: string;
  }) =>
    openChoreo.verbs.execute(
      verbs.rollBackComponent,
      {
        ...platform.component('greeter'),
        environment: 'staging',
        reason: 'It is slow',
        ...input,
      },
      request,
    );
  const live = (name: string) =>
    client
      .get(promotionKind, { namespace: platform.organization, name })
      .then(found => promotionKind.schema.parse(found));

  it('requests the release with the overrides that it had then, and is signed', async () => {
    const { name } = await rollBack({ artifact: 'release-1' });
    const promotion = await live(name);
    expect(promotion.spec).toMatchObject({
      type: 'RollBack',
      from: 'staging',
      to: 'staging',
      artifactRef: 'release-1',
      envOverrides: { replicas: 2 },
      requestedBy: 'user:default/ana',
      reason: 'It is slow',
    });
    expect(
      await verifyPromotion(
        promotion.spec.requestSignature ?? '',
        { action: 'Request', about: requestClaims(promotion) },
        [key],
      ),
    ).toMatchObject({ by: 'user:default/ana' });
  });

  it('keeps the overrides when those of then are not known', async () => {
    const { name } = await rollBack({ artifact: 'release-2' });
    expect((await live(name)).spec.envOverrides).toBeUndefined();
  });

  it('is requested once with the same idempotency key', async () => {
    const input = { artifact: 'release-1', idempotencyKey: 'click-1' };
    const [first, second] = await Promise.all([
      rollBack(input),
      rollBack(input),
    ]);
    expect(second.name).toBe(first.name);
  });

  it.each([
    [{ artifact: 'release-3' }, 'ConflictError', /Staging runs \w{7} already/],
    [
      { artifact: 'release-4' },
      'NotFoundError',
      /has not run release-4 in staging/,
    ],
    [
      { artifact: 'release-1', revisionOf: 'promotion-2' },
      'NotFoundError',
      /by the promotion promotion-2/,
    ],
    [
      { artifact: 'release-1', environment: 'development' },
      'ConflictError',
      /Service greeter manages the deployment in development/,
    ],
    [
      { artifact: 'release-1', resourceVersion: '1' },
      'ConflictError',
      /it was changed since you saw it/,
    ],
  ])('is rejected for %j', async (input, name, message) => {
    await expect(rollBack(input)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it('has a plan, which shows no literal values', () => {
    const plan = openChoreo.views.rollbackPlan(platform.component('greeter'), {
      environment: 'staging',
      artifact: 'release-1',
    });
    expect(plan).toMatchObject({
      from: 'staging',
      to: 'staging',
      release: { images: [image(1)] },
      blockers: [],
      requiresApproval: false,
    });
    expect(plan.changes).toEqual([
      { area: 'images', path: 'main', before: image(3), after: image(1) },
      {
        area: 'configuration',
        path: 'override: replicas',
        before: '3',
        after: '2',
      },
    ]);
  });

  it('is possible to each release of the list that the environment does not run', () => {
    const { environments } = openChoreo.views.releases(
      platform.component('greeter'),
    );
    const [development, staging] = environments;
    expect(staging).toMatchObject({
      environment: 'staging',
      revisions: [
        {
          artifact: 'release-3',
          release: { version: '3' },
          promotion: 'promotion-3',
          by: 'user:default/u3',
          since: '2026-03-03T12:00:00Z',
          isCurrent: true,
          canRollBack: false,
        },
        {
          artifact: 'release-2',
          since: '2026-03-02T12:00:00Z',
          until: '2026-03-03T12:00:00Z',
          isCurrent: false,
          canRollBack: true,
        },
        { artifact: 'release-1', until: '2026-03-02T12:00:00Z' },
      ],
    });
    expect(development.revisions).toHaveLength(4);
    expect(development.revisions[0]).toMatchObject({
      isCurrent: true,
      canRollBack: false,
      reason: expect.stringContaining('Service greeter manages'),
    });
  });

  it('restarts what runs', async () => {
    const restart = (environment: string) =>
      openChoreo.verbs.execute(verbs.restartComponent, {
        ...platform.component('greeter'),
        environment,
      });
    await restart('staging');
    const { spec } = await client.get(serviceBindingKind, {
      namespace: platform.organization,
      name: 'greeter-staging',
    });
    expect(spec).toMatchObject({
      restartedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    await expect(restart('production')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  componentKind,
  decisionClaims,
  environmentKind,
  organizationKind,
  promotionKind,
  verifyPromotion,
  workloadKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import { startTestKubernetes } from '@promenade/test-kubernetes';
import { aPlatform } from '../__testUtils__/platform';
import { waitForValue } from '../__testUtils__/waitForValue';
import { createOpenChoreo } from '../createOpenChoreo';
import {
  affectsComponent,
  type PlatformChange,
} from '../domain/PlatformChange';
import type { OpenChoreoService } from '../OpenChoreoService';
import { waitForCache } from '../verbs/waitForCache';

jest.setTimeout(120_000);

const key = Buffer.alloc(32, 'k');
const image = 'registry.test/greeter:1';
const ana = { requestedBy: 'user:default/ana' };

/** A control plane with an organization that has resources, and one that is excluded. */
async function startSource(options: { separate?: boolean } = {}) {
  const kubernetes = await startTestKubernetes(options);
  const client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
  const base = await aPlatform(client);
  const excluded = await aPlatform(client);
  const create = (kind: KindDefinition, metadata: object, spec: object = {}) =>
    client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name: '', ...metadata },
      spec,
    });
  await create(organizationKind, { name: base.organization });
  return {
    kubernetes,
    client,
    base,
    create,
    signingKey: await base.signingKey(key),
    includes: (organization: string) => organization !== excluded.organization,
    excluded: excluded.organization,
    async stop() {
      await client.close();
      await kubernetes.stop();
    },
  };
}

type Source = Awaited<ReturnType<typeof startSource>>;

describe('two control planes', () => {
  let eu: Source;
  let us: Source;
  let openChoreo: OpenChoreoService;
  /** The name in Backstage of the organization of `us`. */
  let american: string;
  const stop = new AbortController();

  const start = (sources: Parameters<typeof createOpenChoreo>[0]) =>
    createOpenChoreo(sources);

  beforeAll(async () => {
    [eu, us] = await Promise.all([
      startSource(),
      startSource({ separate: true }),
    ]);
    american = `us-${us.base.organization}`;
    openChoreo = start({
      sources: [
        { name: 'eu', ...eu },
        { name: 'us', organizationPrefix: 'us-', ...us },
      ],
      logger: mockServices.logger.mock(),
      signal: stop.signal,
    });
    await openChoreo.cache.waitForSync(AbortSignal.timeout(30_000));
  });

  afterAll(async () => {
    stop.abort();
    await Promise.all([eu.stop(), us.stop()]);
  });

  const greeter = (organization: string) => ({
    organization,
    project: 'shop',
    component: 'greeter',
  });
  const create = (organization: string, name = 'greeter') =>
    openChoreo.verbs.execute(
      verbs.createComponent,
      { organization, project: 'shop', name, image },
      ana,
    );
  const unitOf = (organization: string, name = 'greeter') =>
    openChoreo.catalogUnits.get({ type: 'component', organization, name });

  it('list the units of both, under the names of Backstage', () => {
    const { catalogUnits } = openChoreo;
    const organizations = catalogUnits
      .list('project')
      .map(unit => unit.organization);
    expect(organizations.sort()).toEqual(
      [eu.base.organization, american].sort(),
    );
    expect(catalogUnits.list('organization')).toContainEqual({
      type: 'organization',
      organization: american,
      name: american,
    });
    expect(
      catalogUnits.get({
        type: 'deployment-pipeline',
        organization: american,
        name: 'default',
      }),
    ).toMatchObject({
      organization: american,
      environments: [
        { organization: american, name: 'development' },
        { organization: american, name: 'staging' },
        { organization: american, name: 'production' },
      ],
    });
  });

  it('are told apart by the names of organizations', () => {
    const { catalogUnits } = openChoreo;
    expect(catalogUnits.sourceNames).toEqual(['eu', 'us']);
    expect(catalogUnits.sourceOf(eu.base.organization)).toBe('eu');
    expect(catalogUnits.sourceOf(american)).toBe('us');
    expect(catalogUnits.sourceOf(eu.excluded)).toBeUndefined();
    expect(catalogUnits.sharedOrganizationOf(eu.base.organization)).toBe(
      'default',
    );
    expect(catalogUnits.sharedOrganizationOf(american)).toBe('us-default');
    expect(`us-${catalogUnits.namespaceOf(american)}`).toBe(american);
  });

  it('get what verbs write, under the names of Kubernetes', async () => {
    for (const [source, organization] of [
      [eu, eu.base.organization],
      [us, american],
    ] as const) {
      const output = await create(organization);
      expect(output).toMatchObject({ organization, component: 'greeter' });
      const namespace = source.base.organization;
      for (const kind of [componentKind, workloadKind]) {
        expect(
          await source.client.get(kind, { namespace, name: 'greeter' }),
        ).toMatchObject({ metadata: { namespace } });
      }
      await waitForValue(() => unitOf(organization));
      expect(openChoreo.views.deployBoard(greeter(organization))).toMatchObject(
        {
          component: { organization, project: 'shop', name: 'greeter' },
        },
      );
    }
    const other = { namespace: us.base.organization, name: 'greeter' };
    expect(await eu.client.find(componentKind, other)).toBeUndefined();
  });

  it('show in a plan the objects of Kubernetes', async () => {
    const plan = await openChoreo.verbs.plan(
      verbs.createProject,
      { organization: american, name: 'depot' },
      ana,
    );
    expect(plan.output).toMatchObject({ organization: american });
    expect(plan.objects).toMatchObject([
      {
        metadata: {
          namespace: us.base.organization,
          labels: { 'openchoreo.dev/organization': us.base.organization },
        },
      },
    ]);
  });

  it('get new organizations by their prefix', async () => {
    const output = await openChoreo.verbs.execute(
      verbs.createOrganization,
      { name: 'us-team' },
      ana,
    );
    expect(output).toMatchObject({ organization: 'us-team' });
    expect(
      await us.client.find(organizationKind, { name: 'team' }),
    ).toBeDefined();
    await expect(
      openChoreo.verbs.execute(
        verbs.createOrganization,
        { name: 'us-team' },
        ana,
      ),
    ).rejects.toThrow(
      /team already exists.*\(in Kubernetes, the organization us-team is team\)/,
    );
    await expect(
      openChoreo.verbs.execute(
        verbs.createOrganization,
        { name: eu.excluded },
        ana,
      ),
    ).rejects.toThrow(
      `name: no control plane has an organization ${eu.excluded}. Of the names of organizations, those of eu have no prefix, those of us begin with us-`,
    );
  });

  it('verify decisions, which are about the namespace in Kubernetes', async () => {
    await us.base.promotion(
      'greeter',
      'greeter-1',
      { artifactRef: 'greeter-1' },
      {
        phase: 'AwaitingApproval',
        requester: { name: 'user:default/rob', isVerified: true },
        requiredApproval: { count: 1, groups: ['group:default/leads'] },
      },
    );
    const ref = greeter(american);
    await waitForValue(() =>
      openChoreo.views
        .awaitingApproval()
        .find(({ name }) => name === 'greeter-1'),
    );
    expect(openChoreo.views.promotion(ref, 'greeter-1').component).toEqual(ref);
    const { promotions } = await openChoreo.views.promotions({
      organization: american,
    });
    expect(promotions.map(({ component }) => component)).toEqual([ref]);
    await openChoreo.verbs.execute(
      verbs.approvePromotion,
      { ...ref, name: 'greeter-1' },
      {
        requestedBy: 'user:default/ana',
        person: {
          entityRef: 'user:default/ana',
          groups: async () => ['group:default/leads'],
        },
        environment: 'staging',
      },
    );
    const promotion = promotionKind.schema.parse(
      await us.client.get(promotionKind, {
        namespace: us.base.organization,
        name: 'greeter-1',
      }),
    );
    const [decision] = promotion.spec.decisions ?? [];
    expect(
      await verifyPromotion(
        decision.signature ?? '',
        { action: 'Approved', about: decisionClaims(promotion, decision) },
        [key],
      ),
    ).toMatchObject({ by: 'user:default/ana' });
  });

  it('share an environment with their own organizations only', async () => {
    const changes: PlatformChange[] = [];
    const unsubscribe = openChoreo.cache.onChange(change =>
      changes.push(change),
    );
    await us.client
      .create(
        {
          group: '',
          version: 'v1',
          kind: 'Namespace',
          plural: 'namespaces',
          scope: 'Cluster',
        },
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
      )
      .catch(() => undefined);
    await us.create(environmentKind, { name: 'lab', namespace: 'default' });
    const change = await waitForValue(() =>
      changes.find(
        ({ kind, name }) => kind === 'Environment' && name === 'lab',
      ),
    );
    unsubscribe();
    expect(change).toMatchObject({ namespace: 'us-default', isShared: true });
    expect(affectsComponent(change, greeter(american))).toBe(true);
    const environmentsOf = (organization: string) => [
      ...openChoreo.views.component(greeter(organization)).environments.keys(),
    ];
    expect(environmentsOf(american)).toContain('lab');
    expect(environmentsOf(eu.base.organization)).not.toContain('lab');
    const { environments } = await openChoreo.views.overviews.organization(
      american,
      async refs => refs.map(() => true),
    );
    expect(environments).toContainEqual(
      expect.objectContaining({
        organization: 'us-default',
        name: 'lab',
        entityRef: 'resource:us-default/environment-lab',
      }),
    );
  });

  it('report an organization whose name belongs to the other one', async () => {
    const changes: PlatformChange[] = [];
    const unsubscribe = openChoreo.cache.onChange(change =>
      changes.push(change),
    );
    await eu.create(organizationKind, { name: 'us-late' });
    const rejected = await waitForValue(() =>
      openChoreo.cache.rejected().find(({ name }) => name === 'us-late'),
    );
    expect(rejected).toMatchObject({
      source: 'eu',
      kind: 'Organization',
      problems: [
        {
          path: 'metadata.name',
          message:
            'The organization us-late of the control plane eu is not shown, because this name belongs to the control plane us. Set organizationPrefix of eu in openchoreo.sources, or exclude the organization there',
        },
      ],
    });
    expect(
      openChoreo.catalogUnits
        .list('organization')
        .filter(({ name }) => name === 'us-late'),
    ).toEqual([]);
    await eu.client.delete(organizationKind, { name: 'us-late' });
    await waitForValue(
      () =>
        openChoreo.cache.rejected().every(({ name }) => name !== 'us-late') ||
        undefined,
    );
    unsubscribe();
    expect(changes.filter(({ name }) => name === 'us-late')).toEqual([]);
  });

  it('need no name where there is only one, with a prefix', async () => {
    const alone = start({
      ...us,
      organizationPrefix: 'oc-',
      logger: mockServices.logger.mock(),
      signal: stop.signal,
    });
    const { cache, catalogUnits, verbs: aloneVerbs } = alone;
    await cache.waitForSync(AbortSignal.timeout(30_000));
    const organization = `oc-${us.base.organization}`;
    expect(catalogUnits.list('project')).toEqual([
      { type: 'project', organization, name: 'shop' },
    ]);
    expect(catalogUnits.sourceOf(organization)).toBe('openchoreo');
    expect(catalogUnits.sourceOf(us.base.organization)).toBeUndefined();
    expect(cache.freshness()).not.toHaveProperty('sources');
    await expect(
      aloneVerbs.execute(verbs.createOrganization, { name: 'team' }, ana),
    ).rejects.toThrow(
      'name: team must begin with oc- and have a name after it',
    );
    await expect(
      aloneVerbs.execute(
        verbs.createProject,
        { organization, name: 'shop' },
        ana,
      ),
    ).rejects.toThrow(
      `(in Kubernetes, the organization ${organization} is ${us.base.organization})`,
    );
  });

  it('do not wait for one that was never reached', async () => {
    const unreachable = start({
      sources: [
        { name: 'eu', ...eu },
        {
          name: 'asia',
          organizationPrefix: 'asia-',
          client: KubeClient.fromKubeconfig('/no/such/kubeconfig', {
            isDeferred: true,
          }),
        },
      ],
      logger: mockServices.logger.mock(),
      signal: stop.signal,
    });
    const { cache, catalogUnits } = unreachable;
    await waitForCache(cache, { organization: eu.base.organization });
    await expect(
      waitForCache(cache, { organization: 'asia-acme', timeoutMs: 100 }),
    ).rejects.toThrow(/The kubeconfig cannot be used/);
    expect(catalogUnits.isComplete('project', 'eu')).toBe(true);
    expect(catalogUnits.isComplete('project', 'asia')).toBe(false);
    expect(catalogUnits.isComplete('project')).toBe(false);
    expect(cache.freshness()).toMatchObject({
      status: 'starting',
      message: expect.stringMatching(/^asia: The kubeconfig cannot be used/),
      sources: [
        { name: 'eu', status: 'live' },
        { name: 'asia', status: 'starting' },
      ],
    });
    expect(
      unreachable.views.deployBoard(greeter(eu.base.organization)),
    ).not.toHaveProperty('stale');
    expect(unreachable.views.awaitingApproval()).toEqual([]);
  });

  it('keep what they have of one that stops, and the other one is live', async () => {
    await us.kubernetes.stop();
    await waitForValue(
      () =>
        openChoreo.cache.freshness(american).status === 'stale' || undefined,
    );
    expect(openChoreo.cache.freshness(eu.base.organization).status).toBe(
      'live',
    );
    expect(openChoreo.cache.freshness()).toMatchObject({
      status: 'stale',
      sources: [
        { name: 'eu', status: 'live' },
        { name: 'us', status: 'stale' },
      ],
    });
    const boardOf = (organization: string) =>
      openChoreo.views.deployBoard(greeter(organization));
    expect(boardOf(american)).toHaveProperty('stale');
    expect(boardOf(eu.base.organization)).not.toHaveProperty('stale');
    expect(unitOf(american)).toBeDefined();
    expect(openChoreo.catalogUnits.isComplete('component', 'us')).toBe(true);
    await create(eu.base.organization, 'later');
    await waitForValue(() => unitOf(eu.base.organization, 'later'));
    await expect(create(american, 'later')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});

import {
  Promotion,
  deployableArtifactKind,
  promotionKind,
  serviceBindingKind,
  setCondition,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import { classTypes } from '../../core/component-type/binding-types';
import {
  Crash,
  InMemoryCluster,
  aPipeline,
  aProject,
  aPromotion,
  aPromotionPolicy,
  aServiceBinding,
  anEnvironment,
  deployedTo,
  fromTo,
  inOrganization,
  ofComponent,
  testOrganization,
  withEdges,
  withEnvironments,
  withSpec,
} from '../../test/__testUtils__';
import { classBindingSources } from './class-binding-sources';
import {
  automaticPromotionReconciler,
  automaticPromotionRequester,
} from './reconcile';

const owner = { projectName: 'shop', componentName: 'greeter' };
const now = new Date('2026-01-01T12:00:00Z');

let cluster: InMemoryCluster;
let signed: string[];

const rule = (from: string, to: string, automaticPromotion = true) =>
  aPromotionPolicy(
    `${from}-${to}`,
    withSpec({
      pipelineRef: 'default',
      rules: [{ from, to, automaticPromotion }],
    }),
  );

const binding = (environment: string, tag: number) =>
  aServiceBinding(
    `greeter-${environment}`,
    ofComponent('greeter'),
    deployedTo(environment, `registry.test/app:${tag}`),
    withSpec({ className: 'default' }),
  );

const artifactOf = (tag: number) =>
  artifactIdentity(
    { owner },
    deployableContent('ServiceBinding', binding('any', tag)),
  ).name;

const find = (environment: string) => {
  const found = cluster.get(serviceBindingKind, {
    namespace: testOrganization,
    name: `greeter-${environment}`,
  });
  if (!found) throw new Error(`no binding in ${environment}`);
  return found;
};

/** Deploys a release, which becomes ready, or not. */
async function deploy(
  environment: string,
  tag: number,
  status: 'True' | 'False' = 'True',
) {
  cluster.apply(binding(environment, tag));
  const deployed = find(environment);
  await cluster.updateStatus(serviceBindingKind, deployed, {
    conditions: setCondition(
      deployed.status?.conditions,
      {
        type: 'Ready',
        status,
        reason: 'Test',
        message: 'As the test wants it',
        observedGeneration: deployed.metadata.generation,
      },
      now,
    ),
  });
}

async function reconcile(environment = 'staging') {
  const [service] = classTypes;
  const { metadata } = find(environment);
  await automaticPromotionReconciler(classBindingSources(service), {
    async signRequest({ metadata: { name }, spec }) {
      signed.push(name);
      return `signed ${spec.from} ${spec.to} by ${spec.requestedBy}`;
    },
  })(metadata, cluster, cluster);
}

const promotions = () => cluster.list(promotionKind);

beforeEach(async () => {
  signed = [];
  cluster = new InMemoryCluster(
    aProject('shop'),
    aPipeline(
      'default',
      withEnvironments('development', 'staging', 'production'),
    ),
    anEnvironment('development'),
    anEnvironment('staging'),
    anEnvironment('production', inOrganization('default')),
    rule('staging', 'production'),
  );
  await deploy('staging', 2);
});

describe('automatic promotion', () => {
  it('promotes a release that is ready, with a signed request', async () => {
    await reconcile();
    const [promotion, ...others] = promotions();
    expect(others).toEqual([]);
    expect(promotion).toMatchObject({
      metadata: {
        name: expect.stringMatching(/^greeter-production-[0-9a-f-]+$/),
        namespace: testOrganization,
      },
      spec: {
        owner,
        from: 'staging',
        to: 'production',
        artifactRef: artifactOf(2),
        requestedBy: 'service:default/automatic-promotion',
        requestSignature:
          'signed staging production by service:default/automatic-promotion',
        reason: 'Automatic promotion of the new release in staging.',
      },
    });
    expect(promotion.metadata.name.length).toBeLessThanOrEqual(63);
    expect(automaticPromotionRequester).toBe(promotion.spec.requestedBy);
    expect(
      cluster.list(deployableArtifactKind).map(({ metadata }) => metadata.name),
    ).toEqual([artifactOf(2)]);
  });

  it('promotes each release once', async () => {
    await reconcile();
    await reconcile();
    await deploy('staging', 3);
    await reconcile();
    await reconcile();
    expect(
      promotions()
        .map(({ spec }) => spec.artifactRef)
        .sort(),
    ).toEqual([artifactOf(2), artifactOf(3)].sort());
    expect(signed).toHaveLength(2);
  });

  it.each([0, 1])(
    'creates one promotion despite a crash after %i writes',
    async writes => {
      cluster.crashAfter(writes);
      await expect(reconcile()).rejects.toThrow(Crash);
      cluster.restart();
      await reconcile();
      expect(promotions()).toHaveLength(1);
      expect(cluster.list(deployableArtifactKind)).toHaveLength(1);
    },
  );

  it('repeats nothing when the write of the promotion had succeeded', async () => {
    cluster.crashAfter(2);
    await reconcile();
    cluster.restart();
    await reconcile();
    expect(promotions()).toHaveLength(1);
  });

  it('follows each edge with such a rule', async () => {
    cluster.apply(
      aPipeline(
        'default',
        withEdges([
          { from: 'staging', to: 'production' },
          { from: 'staging', to: 'development' },
        ]),
      ),
    );
    cluster.apply(rule('staging', 'development'));
    await reconcile();
    expect(
      promotions()
        .map(({ spec }) => spec.to)
        .sort(),
    ).toEqual(['development', 'production']);
  });

  it('promotes the first release when a rule begins to say so', async () => {
    cluster.apply(rule('staging', 'production', false));
    await reconcile();
    expect(promotions()).toEqual([]);
    cluster.apply(rule('staging', 'production'));
    await reconcile();
    expect(promotions()).toHaveLength(1);
  });

  it('promotes to a target that runs another release', async () => {
    await deploy('production', 1);
    await reconcile();
    expect(promotions()).toHaveLength(1);
  });

  const promotion = (
    name: string,
    spec: Record<string, unknown>,
    status?: Promotion['status'],
  ): Promotion => ({
    ...aPromotion(
      name,
      ofComponent('greeter'),
      fromTo('staging', 'production'),
      withSpec(spec),
    ),
    status,
  });

  it.each<[string, () => Promise<void> | void]>([
    ['is not ready', () => deploy('staging', 2, 'False')],
    [
      'was changed and not reconciled',
      () => cluster.apply(binding('staging', 3)),
    ],
    [
      'is suspended',
      async () => {
        await deploy('staging', 2);
        const suspended = find('staging');
        await cluster.update(serviceBindingKind, suspended, {
          ...suspended,
          spec: { ...suspended.spec, releaseState: 'Suspend' },
        });
        await cluster.updateStatus(serviceBindingKind, find('staging'), {
          conditions: setCondition(
            undefined,
            {
              type: 'Ready',
              status: 'True',
              reason: 'Test',
              message: '',
              observedGeneration: find('staging').metadata.generation,
            },
            now,
          ),
        });
      },
    ],
    [
      'has a pipeline without the edge',
      () =>
        cluster.apply(
          aPipeline('default', withEnvironments('development', 'staging')),
        ),
    ],
    [
      'has a rule of another pipeline',
      () =>
        cluster.apply(
          aProject('shop', withSpec({ deploymentPipelineRef: 'other' })),
        ),
    ],
    [
      'has a rule without automatic promotion',
      () => cluster.apply(rule('staging', 'production', false)),
    ],
    [
      'has no environment to go to',
      () =>
        cluster.delete(anEnvironment('production', inOrganization('default'))),
    ],
    ['is what the target runs', () => deploy('production', 2, 'False')],
    [
      'cannot replace what a parent manages',
      () => {
        const managed = binding('production', 1);
        cluster.apply({
          ...managed,
          metadata: {
            ...managed.metadata,
            ownerReferences: [
              {
                apiVersion: 'v1',
                kind: 'Service',
                name: 'greeter',
                uid: 'u',
                controller: true,
              },
            ],
          },
        });
      },
    ],
    [
      'is being verified',
      () =>
        cluster.apply({
          ...aPromotion(
            'p',
            ofComponent('greeter'),
            fromTo('development', 'staging'),
          ),
          status: { phase: 'Verifying' },
        }),
    ],
    [
      'was promoted by a person, and rejected',
      () =>
        cluster.apply(
          promotion('p', { artifactRef: artifactOf(2) }, { phase: 'Rejected' }),
        ),
    ],
    [
      'waits in a promotion of a person',
      () =>
        cluster.apply(
          promotion(
            'p',
            { artifactRef: artifactOf(2) },
            { phase: 'AwaitingApproval' },
          ),
        ),
    ],
    ['was just asked for by a person', () => cluster.apply(promotion('p', {}))],
    [
      'was rolled back in the target',
      () =>
        cluster.apply(
          promotion(
            'p',
            {
              type: 'RollBack',
              from: 'production',
              artifactRef: artifactOf(1),
            },
            { phase: 'Succeeded', previousArtifactRef: artifactOf(2) },
          ),
        ),
    ],
  ])('does not promote a release that %s', async (_, prepare) => {
    await prepare();
    cluster.writes.length = 0;
    await reconcile();
    expect(cluster.writes).toEqual([]);
    expect(signed).toEqual([]);
  });

  it.each<[string, () => void]>([
    [
      'of another component',
      () =>
        cluster.apply(
          aPromotion(
            'p',
            ofComponent('other'),
            fromTo('staging', 'production'),
          ),
        ),
    ],
    [
      'to another environment',
      () =>
        cluster.apply(
          aPromotion(
            'p',
            ofComponent('greeter'),
            fromTo('development', 'staging'),
            withSpec({ artifactRef: artifactOf(2) }),
          ),
        ),
    ],
    [
      'of an earlier release',
      () =>
        cluster.apply(
          promotion('p', { artifactRef: artifactOf(1) }, { phase: 'Failed' }),
        ),
    ],
    [
      'of an earlier release, which waits',
      () =>
        cluster.apply(
          promotion(
            'p',
            { artifactRef: artifactOf(1) },
            { phase: 'AwaitingApproval' },
          ),
        ),
    ],
  ])('is not hindered by a promotion %s', async (_, prepare) => {
    prepare();
    await reconcile();
    expect(
      promotions().filter(
        ({ spec }) => spec.requestedBy === automaticPromotionRequester,
      ),
    ).toHaveLength(1);
  });

  it('reads the same number of objects with a long history', async () => {
    await reconcile();
    const read = async () => {
      const before = cluster.objectsRead;
      await reconcile();
      return cluster.objectsRead - before;
    };
    const short = await read();
    for (let index = 0; index < 200; index += 1) {
      cluster.apply(
        promotion(
          `old-${index}`,
          { artifactRef: artifactOf(index + 100) },
          { phase: 'Succeeded' },
        ),
      );
    }
    expect(await read()).toBe(short);
  });
});

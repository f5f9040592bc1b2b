import { ApiError, Clock, silentLogger } from '@promenade/kube-client';
import {
  Promotion,
  ServiceBinding,
  deployableArtifactKind,
  promotionKind,
  releaseKind,
  releaseSchema,
  serviceBindingKind,
  setCondition,
} from '@promenade/openchoreo-model';
import { bindingReasons as reasons } from '../../core/binding/reasons';
import {
  Crash,
  InMemoryCluster,
  aComponent,
  aPipeline,
  aProject,
  aPromotion,
  aPromotionPolicy,
  aServiceBinding,
  aWebApplicationBinding,
  fromTo,
  anEnvironment,
  deployedTo,
  createdAt,
  withEnvironments,
  withEdges,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  testSigningKeys,
  withSpec,
} from '../../test/__testUtils__';
import { apiError } from '../../test/__testUtils__/api-errors';
import { createGates } from './gates/gates';
import { promotionReconciler } from './reconcile';

const limits = { stepMs: 600_000, degradedMs: 60_000 };
const noon = Date.parse('2026-01-01T12:00:00Z');

let now: number;
const clock: Clock = {
  now: () => now,
  monotonic: () => now,
  after: () => () => {},
};
let cluster: InMemoryCluster;

beforeEach(() => {
  now = noon;
  cluster = new InMemoryCluster(
    aProject('shop'),
    aPipeline(
      'default',
      withEnvironments('development', 'staging', 'production'),
    ),
    anEnvironment('development'),
    anEnvironment('staging'),
    anEnvironment('production'),
    aComponent('greeter'),
    aServiceBinding(
      'greeter',
      ofComponent('greeter'),
      deployedTo('development', 'registry.test/app:2'),
    ),
  );
});

/** What the binding controller would say of a binding. */
async function says(
  name: string,
  status: 'True' | 'False',
  reason: string,
  message = 'As the test wants it',
) {
  const binding = bindingNamed(name);
  await cluster.updateStatus(serviceBindingKind, binding, {
    conditions: setCondition(
      binding.status?.conditions,
      {
        type: 'Ready',
        status,
        reason,
        message,
        observedGeneration: binding.metadata.generation,
      },
      new Date(now),
    ),
  });
}

const isReady = (name: string) => says(name, 'True', reasons.active);

function bindingNamed(name: string): ServiceBinding {
  const binding = cluster.get(serviceBindingKind, {
    namespace: testOrganization,
    name,
  });
  if (!binding) {
    throw new Error(`there is no binding ${name}`);
  }
  return binding;
}

function statusOf(name: string): NonNullable<Promotion['status']> {
  const key = { namespace: testOrganization, name };
  return cluster.get(promotionKind, key)?.status ?? {};
}

/** Everything the promotion controller does until it rests; each call is a new process. */
function promote() {
  const reconcile = promotionReconciler({
    clock,
    limits,
    signingKeys: testSigningKeys,
    gates: createGates({
      clock,
      logger: silentLogger,
      http: () => Promise.reject(new Error('there is no network')),
      readSecret: async () => undefined,
    }),
  });
  return reconcileUntilStable(cluster, [promotionKind, reconcile]);
}

const asked = (name: string, from = 'development', to = 'staging') =>
  aPromotion(name, ofComponent('greeter'), fromTo(from, to));

function why(name: string): string | undefined {
  return statusOf(name).conditions?.find(({ type }) => type === 'Complete')
    ?.message;
}

function onlyCrashes(error: unknown) {
  if (!(error instanceof Crash)) {
    throw error;
  }
}

describe('a promotion', () => {
  it('deploys what the source runs to the target and succeeds when the target is ready', async () => {
    await isReady('greeter');
    cluster.apply(asked('p'));
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
    expect(bindingNamed('greeter-staging').spec).toMatchObject({
      environment: 'staging',
      workloadSpec: { containers: { main: { image: 'registry.test/app:2' } } },
      artifactRef: statusOf('p').artifactRef,
    });

    await isReady('greeter-staging');
    await promote();
    expect(statusOf('p')).toMatchObject({
      phase: 'Succeeded',
      bindingRef: 'greeter-staging',
      releaseLabel: expect.stringMatching(/^[0-9a-f]{7} 2$/),
    });
    expect(statusOf('p').steps?.map(({ state }) => state)).toEqual([
      'Succeeded',
      'Skipped',
      'Succeeded',
      'Succeeded',
    ]);
  });

  it('writes events on itself and on its component', async () => {
    await isReady('greeter');
    cluster.apply(asked('p'));
    await promote();
    await isReady('greeter-staging');
    await promote();
    const story = (about: string) =>
      cluster.events
        .filter(event => event.about === about)
        .map(({ reason }) => reason);
    const told = [
      'PromotionRequested',
      'PromotionStarted',
      'PromotionVerifying',
      'PromotionSucceeded',
    ];
    expect(story('Promotion p')).toEqual(told);
    expect(story('Component greeter')).toEqual(told);
  });

  it('keeps the release state and overrides of the target', async () => {
    await isReady('greeter');
    const target = aServiceBinding(
      'handmade',
      ofComponent('greeter'),
      deployedTo('staging', 'registry.test/app:1'),
    );
    target.spec.releaseState = 'Suspend';
    target.spec.envOverrides = { replicas: 3 };
    cluster.apply(target);
    cluster.apply(asked('p'));
    await promote();
    expect(bindingNamed('handmade').spec).toMatchObject({
      releaseState: 'Suspend',
      envOverrides: { replicas: 3 },
      workloadSpec: { containers: { main: { image: 'registry.test/app:2' } } },
    });
  });

  it('records what the target ran before as an artifact', async () => {
    await isReady('greeter');
    cluster.apply(
      aServiceBinding(
        'greeter-staging',
        ofComponent('greeter'),
        deployedTo('staging', 'registry.test/app:1'),
      ),
    );
    cluster.apply(asked('p'));
    await promote();
    const name = statusOf('p').previousArtifactRef ?? '';
    const previous = cluster.get(deployableArtifactKind, {
      namespace: testOrganization,
      name,
    });
    expect(previous?.spec.workload?.containers?.main.image).toBe(
      'registry.test/app:1',
    );
  });

  it('is completed once if the process crashes between any two writes', async () => {
    await isReady('greeter');
    cluster.apply(asked('p'));
    for (let lives = 0; statusOf('p').phase !== 'Verifying'; lives += 1) {
      expect(lives).toBeLessThan(30);
      cluster.crashAfter(1);
      await promote().catch(onlyCrashes);
      cluster.restart();
    }
    await isReady('greeter-staging');
    await promote();
    expect(statusOf('p').phase).toBe('Succeeded');
    const deployed = cluster.writes.filter(
      ({ kind, verb }) =>
        kind === 'ServiceBinding' && (verb === 'create' || verb === 'update'),
    );
    expect(deployed).toEqual([
      { verb: 'create', kind: 'ServiceBinding', name: 'greeter-staging' },
    ]);
  });

  it('continues when the cache does not have the binding that it has created', async () => {
    await isReady('greeter');
    cluster.apply(asked('first'));
    const create = cluster.create.bind(cluster);
    const failing = jest
      .spyOn(cluster, 'create')
      .mockImplementation(async (type, object) => {
        if (type.kind !== serviceBindingKind.kind) return create(type, object);
        throw apiError(409, 'AlreadyExists', object.metadata.name);
      });
    await expect(promote()).rejects.toThrow('AlreadyExists');
    expect(statusOf('first').phase).toBe('Progressing');
    failing.mockRestore();
    await promote();
    await isReady('greeter-staging');
    await promote();
    expect(statusOf('first').phase).toBe('Succeeded');
  });

  it('promotes what was requested, or nothing, if the source changes', async () => {
    await says('greeter', 'False', reasons.progressing);
    cluster.apply(asked('p'));
    await promote();
    expect(statusOf('p').phase).toBe('Checking');
    cluster.apply(
      aServiceBinding(
        'greeter',
        ofComponent('greeter'),
        deployedTo('development', 'registry.test/app:3'),
      ),
    );
    await promote();
    expect(statusOf('p').phase).toBe('Failed');
    expect(why('p')).toMatch(/^Development no longer runs [0-9a-f]{7} 2 but/);
  });

  it('waits for a source that is progressing until the time limit', async () => {
    await says('greeter', 'False', reasons.progressing, '1/2 progressing');
    cluster.apply(asked('p'));
    await promote();
    expect(why('p')).toBe(
      'Waiting for development to be ready: 1/2 progressing',
    );
    now += limits.stepMs;
    await promote();
    expect(statusOf('p').phase).toBe('Failed');
    expect(why('p')).toMatch(/^Timed out after 10 minutes/);
  });

  it.each([
    [
      'a step that the pipeline does not have',
      ['development', 'production'],
      'InvalidPromotionPath',
      'Pipeline "default" does not lead from development to production. From development it leads to staging.',
    ],
    [
      'a source where nothing runs',
      ['staging', 'production'],
      'SourceNotDeployed',
      'Nothing is deployed in staging.',
    ],
  ])('refuses %s', async (_, [from, to], reason, message) => {
    await isReady('greeter');
    cluster.apply(asked('p', from, to));
    await promote();
    expect(statusOf('p')).toMatchObject({
      phase: 'Failed',
      conditions: [{ type: 'Complete', status: 'False', reason, message }],
    });
  });

  it('fails if the source is degraded', async () => {
    await says('greeter', 'False', reasons.degraded, '1/2 degraded');
    cluster.apply(asked('p'));
    await promote();
    expect(why('p')).toBe('Development must be ready first: 1/2 degraded');
  });

  it('fails for an environment that the Service of the component deploys to', async () => {
    cluster.apply(aPipeline('default', withEnvironments('qa', 'development')));
    cluster.apply(anEnvironment('qa'));
    cluster.apply(
      aServiceBinding(
        'greeter-qa',
        ofComponent('greeter'),
        deployedTo('qa', 'registry.test/app:9'),
      ),
    );
    const managed = bindingNamed('greeter');
    cluster.apply({
      ...managed,
      metadata: {
        ...managed.metadata,
        ownerReferences: [
          {
            apiVersion: 'openchoreo.dev/v1alpha1',
            kind: 'Service',
            name: 'greeter',
            uid: 'x',
            controller: true,
          },
        ],
      },
    });
    await isReady('greeter-qa');
    cluster.apply(asked('p', 'qa', 'development'));
    await promote();
    expect(why('p')).toContain(
      'Service "greeter" deploys the component to development',
    );
  });

  it('waits for approval if the pipeline requires it and continues when it no longer does', async () => {
    await isReady('greeter');
    const steps = { from: 'development', to: 'staging' };
    cluster.apply(
      aPipeline('default', withEdges([{ ...steps, requiresApproval: true }])),
    );
    cluster.apply(asked('p'));
    await promote();
    expect(statusOf('p').phase).toBe('AwaitingApproval');
    expect(why('p')).toBe(
      'staging needs approval. 0 of 2 approvals given. One more is needed because the requester is not verified.',
    );
    cluster.apply(aPipeline('default', withEdges([steps])));
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
  });

  it('fails if the target stays degraded and reports why', async () => {
    await isReady('greeter');
    cluster.apply(asked('p'));
    await promote();
    await says('greeter-staging', 'False', reasons.degraded, '1/1 degraded');
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
    now += limits.degradedMs;
    await promote();
    expect(statusOf('p').phase).toBe('Failed');
    expect(why('p')).toBe('staging does not become ready: 1/1 degraded');
  });

  it('does not wait for pods that cannot start', async () => {
    await isReady('greeter');
    cluster.apply(asked('p'));
    await promote();
    await says('greeter-staging', 'False', reasons.progressing);
    const message = 'ImagePullBackOff of container main (2 of 2 pods)';
    cluster.apply(
      releaseSchema.parse({
        apiVersion: releaseKind.apiVersion,
        kind: releaseKind.kind,
        metadata: { name: 'greeter-staging', namespace: testOrganization },
        spec: {
          owner: { projectName: 'shop', componentName: 'greeter' },
          environmentName: 'staging',
        },
        status: {
          observedGeneration: 1,
          resources: [
            {
              id: 'deployment',
              version: 'v1',
              kind: 'Deployment',
              name: 'greeter',
              healthStatus: 'Progressing',
              trouble: { reason: 'ImagePullBackOff', pods: 2, of: 2, message },
            },
          ],
        },
      }),
    );
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
    now += limits.degradedMs;
    await promote();
    expect(statusOf('p').phase).toBe('Failed');
    expect(why('p')).toBe(`staging does not become ready: ${message}`);
  });

  it('succeeds after the target was degraded for a moment', async () => {
    await isReady('greeter');
    cluster.apply(asked('p'));
    await promote();
    await says('greeter-staging', 'False', reasons.degraded);
    await promote();
    now += limits.degradedMs - 1_000;
    await says('greeter-staging', 'False', reasons.progressing);
    await promote();
    now += 10_000;
    await says('greeter-staging', 'False', reasons.degraded);
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
    await isReady('greeter-staging');
    await promote();
    expect(statusOf('p').phase).toBe('Succeeded');
  });

  it('fails if the target is changed by somebody else', async () => {
    await isReady('greeter');
    cluster.apply(asked('p'));
    await promote();
    cluster.apply(
      aServiceBinding(
        'greeter-staging',
        ofComponent('greeter'),
        deployedTo('staging', 'registry.test/app:7'),
      ),
    );
    await promote();
    expect(why('p')).toMatch(
      /^staging now runs [0-9a-f]{7} 7, which was deployed during the promotion\.$/,
    );
  });

  it('waits for an older promotion to the same environment', async () => {
    await isReady('greeter');
    cluster.apply(
      aPromotion(
        'b-first',
        ofComponent('greeter'),
        fromTo('development', 'staging'),
        createdAt('2026-01-01T11:00:00Z'),
      ),
    );
    cluster.apply(
      aPromotion(
        'a-second',
        ofComponent('greeter'),
        fromTo('development', 'staging'),
        createdAt('2026-01-01T11:00:01Z'),
      ),
    );
    await promote();
    expect(statusOf('b-first').phase).toBe('Verifying');
    expect(statusOf('a-second').phase).toBe('Pending');
    expect(why('a-second')).toBe(
      'Waiting for promotion "b-first" to staging to finish.',
    );
    await isReady('greeter-staging');
    await promote();
    expect(statusOf('a-second').phase).toBe('Succeeded');
  });
});

const denied = new ApiError(
  {
    kind: 'Status',
    status: 'Failure',
    code: 403,
    reason: 'Forbidden',
    message: 'denied by an admission webhook',
  },
  'POST /servicebindings',
);

describe('a promotion whose target binding has a problem', () => {
  it('uses another name when the usual one is already taken', async () => {
    await isReady('greeter');
    cluster.apply(
      aServiceBinding(
        'greeter-staging',
        ofComponent('other'),
        deployedTo('production', 'registry.test/other:1'),
      ),
    );
    cluster.apply(asked('p'));
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
    expect(statusOf('p').bindingRef).toMatch(/^greeter-staging-[0-9a-f]{8}-/);
    expect(bindingNamed('greeter-staging').spec.owner.componentName).toBe(
      'other',
    );
  });

  it('fails when the component type has changed', async () => {
    await isReady('greeter');
    cluster.apply(
      aWebApplicationBinding(
        'greeter-stg',
        ofComponent('greeter'),
        deployedTo('staging', 'registry.test/app:1'),
      ),
    );
    cluster.apply(asked('p'));
    await promote();
    expect(statusOf('p').phase).toBe('Failed');
    expect(why('p')).toContain('WebApplicationBinding "greeter-stg"');
  });

  it('fails when the API server rejects the binding', async () => {
    await isReady('greeter');
    cluster.apply(asked('p'));
    const create = cluster.create.bind(cluster);
    jest
      .spyOn(cluster, 'create')
      .mockImplementation((type, object) =>
        type.kind === 'ServiceBinding'
          ? Promise.reject(denied)
          : create(type, object),
      );
    await promote();
    expect(statusOf('p').phase).toBe('Failed');
    expect(why('p')).toContain('denied by an admission webhook');
  });
});

describe('the artifact of a promotion', () => {
  it('is not deployed after its content was changed', async () => {
    cluster.apply(asked('p'));
    await promote();
    const [artifact] = cluster.list(deployableArtifactKind);
    cluster.apply({
      ...artifact,
      spec: {
        ...artifact.spec,
        workload: { containers: { main: { image: 'registry.test/evil:1' } } },
      },
    });
    await isReady('greeter');
    await promote();
    expect(statusOf('p').phase).toBe('Failed');
    expect(why('p')).toContain('does not match its contentHash');
    expect(
      cluster.get(serviceBindingKind, {
        namespace: testOrganization,
        name: 'greeter-staging',
      }),
    ).toBeUndefined();
  });
});

describe('a malformed policy', () => {
  /** API servers accept hosts that the schema does not. */
  const malformed = (pipelineRef: string) => ({
    ...aPromotionPolicy('policy', withSpec({ pipelineRef, rules: [] })),
    spec: {
      pipelineRef,
      rules: [
        {
          from: 'development',
          to: 'staging',
          approvers: { minApprovals: 2 },
          qualityGates: [
            {
              name: 'gate',
              type: 'Webhook',
              webhook: { url: 'http://256.256.256.256/' },
            },
          ],
        },
      ],
    },
  });
  const corrected = aPromotionPolicy(
    'policy',
    withSpec({ pipelineRef: 'default', rules: [] }),
  );

  beforeEach(() => isReady('greeter'));

  it('blocks the promotions of its pipeline until it is corrected', async () => {
    cluster.apply(malformed('default'));
    cluster.apply(asked('p'));
    await promote();
    expect(statusOf('p').phase).toBe('Checking');
    expect(why('p')).toBe(
      'PromotionPolicy "policy" is malformed, so that its rules are not known. Correct it.',
    );

    cluster.apply(corrected);
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
  });

  it('holds a promotion that is in progress', async () => {
    cluster.apply(asked('p'));
    await promote();
    cluster.apply(malformed('default'));
    await isReady('greeter-staging');
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
    expect(why('p')).toMatch(/^PromotionPolicy "policy" is malformed/);

    cluster.apply(corrected);
    await promote();
    expect(statusOf('p').phase).toBe('Succeeded');
  });

  it('does not concern other pipelines', async () => {
    cluster.apply(malformed('other'));
    cluster.apply(asked('p'));
    await promote();
    expect(statusOf('p').phase).toBe('Verifying');
  });
});

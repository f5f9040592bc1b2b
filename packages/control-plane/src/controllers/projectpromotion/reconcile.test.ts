import { Clock, silentLogger } from '@promenade/kube-client';
import {
  ServiceBinding,
  projectPromotionKind,
  projectRequestClaims,
  promotionKind,
  serviceBindingKind,
  setCondition,
  signPromotion,
} from '@promenade/openchoreo-model';
import {
  Crash,
  InMemoryCluster,
  aComponent,
  aPipeline,
  aProject,
  aProjectPromotion,
  aServiceBinding,
  anEnvironment,
  deployedTo,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  testSigningKeys,
  withDecision,
  withEdges,
  withSpec,
} from '../../test/__testUtils__';
import { createGates } from '../promotion/gates/gates';
import { promotionReconciler } from '../promotion/reconcile';
import { projectPromotionReconciler } from './reconcile';

/* `web` connects to `api`, which connects to `store`. */
const connections: Record<string, string[]> = {
  store: [],
  api: ['store'],
  web: ['api'],
};
const names = Object.keys(connections);
const minute = 60_000;

let now: number;
let cluster: InMemoryCluster;

const clock: Clock = {
  now: () => now,
  monotonic: () => now,
  after: () => () => {},
};

function deployment(
  component: string,
  environment: string,
  version: number,
): ServiceBinding {
  const binding = aServiceBinding(
    `${component}-${environment}`,
    ofComponent(component),
    deployedTo(environment, `registry.test/${component}:${version}`),
  );
  return {
    ...binding,
    spec: {
      ...binding.spec,
      workloadSpec: {
        ...binding.spec.workloadSpec,
        connections: Object.fromEntries(
          connections[component].map(componentName => [
            componentName,
            {
              type: 'api',
              params: { componentName, endpoint: 'http' },
              inject: { env: [] },
            },
          ]),
        ),
      },
    },
  };
}

beforeEach(async () => {
  now = Date.parse('2026-01-01T12:00:00Z');
  cluster = new InMemoryCluster(
    aProject('shop'),
    aPipeline('default', withEdges([{ from: 'staging', to: 'production' }])),
    anEnvironment('staging'),
    anEnvironment('production'),
    ...names.flatMap(name => [
      aComponent(name),
      deployment(name, 'staging', 2),
      deployment(name, 'production', 1),
    ]),
  );
  for (const name of names) await setReady(name, 'staging');
});

async function setReady(
  component: string,
  environment = 'production',
  isReady = true,
) {
  const binding = cluster.get(serviceBindingKind, {
    namespace: testOrganization,
    name: `${component}-${environment}`,
  });
  if (!binding) throw new Error(`${component} is not in ${environment}`);
  await cluster.updateStatus(serviceBindingKind, binding, {
    conditions: setCondition(
      binding.status?.conditions,
      {
        type: 'Ready',
        status: isReady ? 'True' : 'False',
        reason: isReady ? 'Active' : 'ReleaseDegraded',
        message: '',
        observedGeneration: binding.metadata.generation,
      },
      new Date(now),
    ),
  });
}

/** A new process reconciles until it rests. */
function reconcile() {
  return reconcileUntilStable(
    cluster,
    [
      projectPromotionKind,
      projectPromotionReconciler({ clock, signingKeys: testSigningKeys }),
    ],
    [
      promotionKind,
      promotionReconciler({
        clock,
        limits: { stepMs: 10 * minute, degradedMs: minute },
        signingKeys: testSigningKeys,
        gates: createGates({
          clock,
          logger: silentLogger,
          http: () => Promise.reject(new Error('there is no network')),
          readSecret: async () => undefined,
        }),
      }),
    ],
  );
}

const request = (spec: Record<string, unknown> = {}) =>
  aProjectPromotion(
    'all',
    withSpec({
      projectName: 'shop',
      from: 'staging',
      to: 'production',
      ...spec,
    }),
  );

const status = () => cluster.list(projectPromotionKind)[0].status;

const complete = () =>
  status()?.conditions?.find(({ type }) => type === 'Complete');

const phases = () =>
  Object.fromEntries(
    (status()?.components ?? []).map(({ name, promotion }) => [
      name,
      cluster.get(promotionKind, {
        namespace: testOrganization,
        name: promotion,
      })?.status?.phase,
    ]),
  );

/** The image tags in production. */
const production = () =>
  Object.fromEntries(
    names.map(name => [
      name,
      cluster
        .get(serviceBindingKind, {
          namespace: testOrganization,
          name: `${name}-production`,
        })
        ?.spec.workloadSpec.containers?.main.image.split(':')[1],
    ]),
  );

describe('a ProjectPromotion', () => {
  it('promotes all components, each after those that it connects to', async () => {
    cluster.apply(request());
    await reconcile();
    expect(production()).toEqual({ store: '2', api: '1', web: '1' });
    expect(phases()).toEqual({
      store: 'Verifying',
      api: 'Pending',
      web: 'Pending',
    });
    await setReady('store');
    await reconcile();
    expect(production()).toEqual({ store: '2', api: '2', web: '1' });
    await setReady('api');
    await reconcile();
    await setReady('web');
    await reconcile();
    expect(status()?.phase).toBe('Succeeded');
    expect(production()).toEqual({ store: '2', api: '2', web: '2' });
  });

  it('promotes only what differs, or what it names', async () => {
    cluster.apply(deployment('store', 'production', 2));
    cluster.apply(request());
    await reconcile();
    expect(Object.keys(phases())).toEqual(['api', 'web']);
  });

  it('has nothing to do where both environments run the same', async () => {
    names.forEach(name => cluster.apply(deployment(name, 'production', 2)));
    cluster.apply(request());
    await reconcile();
    expect(complete()).toMatchObject({
      status: 'True',
      reason: 'NothingToPromote',
    });
  });

  it('fails for a component that does not run in the source', async () => {
    cluster.apply(request({ components: ['store', 'cart'] }));
    await reconcile();
    expect(status()?.phase).toBe('Failed');
    expect(complete()?.message).toBe('Nothing of cart is deployed in staging.');
    expect(cluster.list(promotionKind)).toEqual([]);
  });

  it('changes nothing before every component has its approval', async () => {
    cluster.apply(
      aPipeline(
        'default',
        withEdges([
          { from: 'staging', to: 'production', requiresApproval: true },
        ]),
      ),
    );
    const ana = 'user:default/ana';
    const project = request({ requestedBy: ana });
    const [key] = await testSigningKeys.read();
    cluster.apply({
      ...project,
      spec: {
        ...project.spec,
        requestSignature: await signPromotion(
          {
            action: 'Request',
            by: ana,
            groups: [],
            at: new Date(now),
            about: projectRequestClaims(project),
          },
          key,
        ),
      },
    });
    await reconcile();
    const promotions = cluster.list(promotionKind);
    for (const promotion of promotions) {
      expect(promotion.status?.requester).toEqual({
        name: ana,
        isVerified: true,
      });
    }
    const [first, ...others] = promotions;
    const ben = { name: 'user:default/ben' };
    const approval = { decision: 'Approved' } as const;
    cluster.apply(await withDecision(first, ben, approval));
    await reconcile();
    expect(production()).toEqual({ store: '1', api: '1', web: '1' });
    for (const other of others) {
      cluster.apply(await withDecision(other, ben, approval));
    }
    await reconcile();
    expect(production().store).toBe('2');
  });

  it('fails, without a change, when one component may not be promoted', async () => {
    await setReady('web', 'staging', false);
    cluster.apply(request());
    await reconcile();
    expect(status()?.phase).toBe('Failed');
    expect(complete()?.message).toMatch(/^web: /);
    expect(phases()).toEqual({
      store: 'Cancelled',
      api: 'Cancelled',
      web: 'Failed',
    });
    expect(production()).toEqual({ store: '1', api: '1', web: '1' });
  });

  it('returns all components to what they ran before when one fails', async () => {
    cluster.apply(request());
    await reconcile();
    await setReady('store');
    await reconcile();
    await setReady('api', 'production', false);
    await reconcile();
    now += 2 * minute;
    await reconcile();
    await setReady('api');
    await reconcile();
    expect(phases()).toMatchObject({ store: 'Succeeded', web: 'Cancelled' });
    expect(production().store).toBe('1');
    await setReady('store');
    await reconcile();
    expect(status()?.phase).toBe('RolledBack');
    expect(production()).toEqual({ store: '1', api: '1', web: '1' });
    expect(status()?.components?.[0].rollBack).toEqual(expect.any(String));
  });

  it('undeploys what did not run before when another one fails', async () => {
    cluster.delete(deployment('store', 'production', 1));
    cluster.apply(request());
    await reconcile();
    await setReady('store');
    await reconcile();
    await setReady('api', 'production', false);
    await reconcile();
    now += 2 * minute;
    await reconcile();
    await setReady('api');
    await reconcile();
    expect(status()?.phase).toBe('RolledBack');
    expect(
      cluster.get(serviceBindingKind, {
        namespace: testOrganization,
        name: 'store-production',
      })?.spec.releaseState,
    ).toBe('Undeploy');
  });

  it('is completed once when the process crashes between any two writes', async () => {
    cluster.apply(request());
    for (let lives = 0; status()?.phase !== 'Succeeded'; lives += 1) {
      expect(lives).toBeLessThan(200);
      cluster.crashAfter(1);
      await reconcile().catch(error => {
        if (!(error instanceof Crash)) throw error;
      });
      cluster.restart();
      for (const name of names) await setReady(name);
    }
    expect(production()).toEqual({ store: '2', api: '2', web: '2' });
    const updates = cluster.writes.filter(
      ({ verb, kind, name }) =>
        verb === 'update' &&
        kind === 'ServiceBinding' &&
        name.endsWith('production'),
    );
    expect(updates).toHaveLength(3);
  });

  it('rolls out the components of a cycle together', async () => {
    connections.store.push('web');
    names.forEach(name => cluster.apply(deployment(name, 'staging', 3)));
    connections.store.pop();
    for (const name of names) await setReady(name, 'staging');
    cluster.apply(request());
    await reconcile();
    expect(production()).toEqual({ store: '3', api: '3', web: '3' });
  });
});

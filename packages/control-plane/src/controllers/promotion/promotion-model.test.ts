import { Clock } from '@promenade/kube-client';
import {
  Promotion,
  PromotionDecision,
  PromotionGateStatus,
  ServiceBinding,
  deployableArtifactKind,
  isFinishedPromotion,
  promotionKind,
  serviceBindingKind,
  setCondition,
} from '@promenade/openchoreo-model';
import fc from 'fast-check';
import { artifactIdentity } from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import {
  Crash,
  InMemoryCluster,
  TestPerson,
  aComponent,
  aPipeline,
  aProject,
  aPromotion,
  aPromotionPolicy,
  aServiceBinding,
  anEnvironment,
  createdAt,
  deployedTo,
  fromTo,
  ofComponent,
  reconcileUntilStable,
  signedBy,
  testOrganization,
  testSigningKeys,
  withDecision,
  withEnvironments,
  withSpec,
  withUnsignedDecision,
} from '../../test/__testUtils__';
import { Gates } from './gates/gates';
import { promotionReconciler } from './reconcile';

/* Random acts by random people against the real reconciler. After every act the platform is compared with a simple model of what may
   run in production. */

const minute = 60_000;
const limits = { stepMs: 10 * minute, degradedMs: minute };

const people: TestPerson[] = [
  { name: 'user:default/ana', groups: ['group:default/leads'] },
  { name: 'user:default/ben', groups: ['group:default/leads'] },
  { name: 'user:default/cleo', groups: [] },
];

type GateState = PromotionGateStatus['state'];

/** What the rules are at a moment. */
interface Rules {
  minApprovals: number;
  leadsOnly: boolean;
  isFrozen: boolean;
  hasGate: boolean;
  automaticRollback: boolean;
}

/** The platform under test and what the model knows about it. */
class World {
  now = Date.parse('2026-01-01T00:00:00Z');
  gate: GateState = 'Passed';
  rules: Rules = {
    minApprovals: 1,
    leadsOnly: false,
    isFrozen: false,
    hasGate: false,
    automaticRollback: false,
  };
  /** Who really asked, by the name of the promotion. Undefined: somebody with kubectl. */
  readonly requesters = new Map<string, string | undefined>();
  /** Who really approved, by the name of the promotion. */
  readonly approvers = new Map<string, Set<string>>();
  /** The promotions that somebody rejected or cancelled before they ran. */
  readonly stopped = new Set<string>();
  /** The phase in which a promotion ended, by its name. */
  readonly finished = new Map<string, string>();
  /** What production ran before a promotion changed it, by its name. */
  readonly replaced = new Map<string, string>();
  readonly cluster: InMemoryCluster;
  readonly #clock: Clock = {
    now: () => this.now,
    monotonic: () => this.now,
    after: () => () => {},
  };
  /** Stands for services that answer at once. */
  readonly #gates: Gates = {
    evaluate: async ({ gates, phase }) =>
      gates
        .filter(({ phase: of = 'Checking' }) => of === phase)
        .map(({ name, type }) => ({ name, type, state: this.gate })),
    onResult: () => {},
    abort: () => {},
  };

  constructor() {
    this.cluster = new InMemoryCluster(
      aProject('shop'),
      aPipeline('default', withEnvironments('staging', 'production')),
      anEnvironment('staging'),
      anEnvironment('production'),
      aComponent('greeter'),
      this.#deployment('staging', 1),
      this.#deployment('production', 0),
    );
    this.applyPolicy();
  }

  #deployment(environment: string, version: number): ServiceBinding {
    return aServiceBinding(
      `greeter-${environment}`,
      ofComponent('greeter'),
      deployedTo(environment, `registry.test/app:${version}`),
    );
  }

  deployToStaging(version: number) {
    this.cluster.apply(this.#deployment('staging', version));
  }

  applyPolicy() {
    const { minApprovals, leadsOnly, isFrozen, hasGate, automaticRollback } =
      this.rules;
    this.cluster.apply(
      aPromotionPolicy(
        'policy',
        withSpec({
          pipelineRef: 'default',
          rules: [
            {
              from: 'staging',
              to: 'production',
              ...(minApprovals > 0 && {
                approvers: {
                  minApprovals,
                  ...(leadsOnly && { groups: ['group:default/leads'] }),
                },
              }),
              ...(isFrozen && {
                freezeWindows: [
                  {
                    name: 'freeze',
                    from: '2025-01-01T00:00:00Z',
                    to: '2030-01-01T00:00:00Z',
                  },
                ],
              }),
              ...(hasGate && {
                qualityGates: [{ name: 'smoke', type: 'Healthy' as const }],
              }),
              automaticRollback: { enabled: automaticRollback },
            },
          ],
        }),
      ),
    );
  }

  binding(environment: string): ServiceBinding {
    const found = this.cluster.get(serviceBindingKind, {
      namespace: testOrganization,
      name: `greeter-${environment}`,
    });
    if (!found) throw new Error(`nothing is deployed in ${environment}`);
    return found;
  }

  async setReady(environment: string, isReady: boolean) {
    const binding = this.binding(environment);
    await this.cluster.updateStatus(serviceBindingKind, binding, {
      ...binding.status,
      conditions: setCondition(
        binding.status?.conditions,
        {
          type: 'Ready',
          status: isReady ? 'True' : 'False',
          reason: isReady ? 'Active' : 'ReleaseDegraded',
          message: '',
          observedGeneration: binding.metadata.generation,
        },
        new Date(this.now),
      ),
    });
  }

  promotions(): Promotion[] {
    return this.cluster
      .list(promotionKind)
      .sort((a, b) => a.metadata.name.localeCompare(b.metadata.name, 'en'));
  }

  /** The n-th promotion that has not ended. */
  unfinished(n: number): Promotion | undefined {
    const open = this.promotions().filter(each => !isFinishedPromotion(each));
    return open.length ? open[n % open.length] : undefined;
  }

  releaseIn(environment: string): string {
    const binding = this.binding(environment);
    return artifactIdentity(
      binding.spec.owner,
      deployableContent('ServiceBinding', binding),
    ).hash;
  }

  /** Reconciles everything, in a process that may be killed after some writes, and compares the result with the model. */
  async reconcile(killedAfter?: number) {
    const reconcile = promotionReconciler({
      clock: this.#clock,
      limits,
      signingKeys: testSigningKeys,
      gates: this.#gates,
    });
    const runningBefore = this.#running();
    const before = this.releaseIn('production');
    if (killedAfter !== undefined) this.cluster.crashAfter(killedAfter);
    try {
      await reconcileUntilStable(this.cluster, [promotionKind, reconcile]);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      this.cluster.restart();
    }
    this.#compare(before, runningBefore);
  }

  #running(): Set<string> {
    return new Set(
      this.promotions()
        .filter(({ status }) =>
          ['Progressing', 'Verifying'].includes(status?.phase ?? ''),
        )
        .map(({ metadata }) => metadata.name),
    );
  }

  /** Whether the model lets a promotion begin its rollout now. */
  #mayStart({ metadata: { name } }: Promotion): boolean {
    const { minApprovals, leadsOnly, isFrozen, hasGate } = this.rules;
    const requester = this.requesters.get(name);
    const counted = [...(this.approvers.get(name) ?? [])].filter(
      person =>
        person !== requester && (!leadsOnly || !person.endsWith('cleo')),
    );
    const needed = minApprovals === 0 ? 0 : minApprovals + (requester ? 0 : 1);
    return (
      counted.length >= needed &&
      !isFrozen &&
      (!hasGate || this.gate === 'Passed') &&
      !this.stopped.has(name)
    );
  }

  #compare(before: string, runningBefore: Set<string>) {
    const after = this.releaseIn('production');
    const running = [...this.#running()];
    expect(running.length).toBeLessThanOrEqual(1);
    /** What the promotions that ended now should have left behind: several may have ended one after the other. */
    const results: (string | undefined)[] = [];
    for (const promotion of this.promotions()) {
      const { name } = promotion.metadata;
      const { phase = '', transitions = [] } = promotion.status ?? {};
      const started = transitions.filter(each => each.phase === 'Progressing');
      expect(started.length).toBeLessThanOrEqual(1);
      if (
        started.length === 1 &&
        !runningBefore.has(name) &&
        !this.finished.has(name)
      ) {
        expect({ name, mayStart: this.#mayStart(promotion) }).toEqual({
          name,
          mayStart: true,
        });
        this.replaced.set(name, results.at(-1) ?? before);
      }
      const ended = this.finished.get(name);
      if (ended) expect({ name, phase }).toEqual({ name, phase: ended });
      if (!ended && phase === 'Succeeded') {
        results.push(promotion.status?.release);
      }
      if (!ended && phase === 'RolledBack') {
        results.push(this.replaced.get(name));
      }
      if (isFinishedPromotion(promotion)) this.finished.set(name, phase);
    }
    if (results.length > 0 && running.length === 0) {
      expect(results).toContain(after);
    }
    if (after !== before) {
      const reasons = this.promotions().filter(
        ({ status }) =>
          status?.transitions?.some(each => each.phase === 'Progressing') &&
          [status?.release, this.#hashOf(status?.previousArtifactRef)].includes(
            after,
          ),
      );
      expect(reasons.length).toBeGreaterThan(0);
    }
  }

  /** How often production was changed, and how often the promotions say that they changed it. */
  changes(): { made: number; told: number } {
    const made = this.cluster.writes.filter(
      ({ verb, kind, name }) =>
        verb === 'update' &&
        kind === 'ServiceBinding' &&
        name === 'greeter-production',
    ).length;
    const steps = this.promotions().flatMap(
      ({ status }) => status?.steps ?? [],
    );
    const told = steps.filter(
      ({ name, startedAt }) =>
        (name === 'RollOut' || name === 'RollBack') && startedAt !== undefined,
    ).length;
    return { made, told };
  }

  #hashOf(artifact: string | undefined): string | undefined {
    return artifact === undefined
      ? undefined
      : this.cluster.get(deployableArtifactKind, {
          namespace: testOrganization,
          name: artifact,
        })?.spec.contentHash;
  }
}

type Model = { promotions: number };

type Act = fc.AsyncCommand<Model, World>;

/** An act, after which everything is reconciled. */
function act(
  text: string,
  run: (world: World, model: Model) => Promise<void> | void,
): Act {
  return {
    check: () => true,
    async run(model, world) {
      await run(world, model);
      await world.reconcile();
    },
    toString: () => text,
  };
}

const person = fc.nat(people.length - 1);

const request = fc.tuple(person, fc.boolean()).map(([who, isSigned]) =>
  act(`request(${who}, ${isSigned})`, async (world, model) => {
    model.promotions += 1;
    const name = `p${String(model.promotions).padStart(4, '0')}`;
    const promotion = aPromotion(
      name,
      ofComponent('greeter'),
      fromTo('staging', 'production'),
      createdAt(new Date(world.now).toISOString()),
    );
    world.requesters.set(name, isSigned ? people[who].name : undefined);
    world.cluster.apply(
      isSigned
        ? await signedBy(promotion, people[who], new Date(world.now))
        : {
            ...promotion,
            spec: {
              ...promotion.spec,
              requestedBy: people[(who + 1) % 3].name,
            },
          },
    );
  }),
);

const decide = fc
  .tuple(
    fc.nat(5),
    person,
    fc.constantFrom<PromotionDecision['decision']>(
      ...Array.from({ length: 8 }, () => 'Approved' as const),
      'Rejected',
      'Cancelled',
    ),
    fc.constantFrom('signed', 'signed', 'signed', 'forged', 'copied'),
  )
  .map(([n, who, decision, how]) =>
    act(`decide(${n}, ${who}, ${decision}, ${how})`, async world => {
      const promotion = world.unfinished(n);
      if (!promotion) return;
      const { name } = promotion.metadata;
      const { phase } = promotion.status ?? {};
      const isRunning = phase === 'Progressing' || phase === 'Verifying';
      if (how === 'signed') {
        const mayDecide =
          decision === 'Cancelled' ||
          !world.rules.leadsOnly ||
          people[who].groups?.length;
        if (decision === 'Approved') {
          const approvers = world.approvers.get(name) ?? new Set();
          world.approvers.set(name, approvers.add(people[who].name));
        } else if (mayDecide && !isRunning) {
          if (decision === 'Cancelled' || world.rules.minApprovals > 0) {
            world.stopped.add(name);
          }
        }
        world.cluster.apply(
          await withDecision(
            promotion,
            people[who],
            { decision },
            new Date(world.now),
          ),
        );
        return;
      }
      const others = world
        .promotions()
        .flatMap(each => each.spec.decisions ?? []);
      const signature = how === 'copied' ? others.at(0)?.signature : 'by Ana';
      const isOwn = promotion.spec.decisions?.some(
        each => each.signature === signature,
      );
      if (how === 'copied' && isOwn) return;
      world.cluster.apply(
        withUnsignedDecision(promotion, {
          by: people[who].name,
          decision,
          at: new Date(world.now).toISOString(),
          signature,
        }),
      );
    }),
  );

/** True one time in five. */
const rarely = fc.nat(4).map(n => n === 0);

const editPolicy = fc
  .record({
    minApprovals: fc.constantFrom(0, 1, 1, 2),
    leadsOnly: fc.boolean(),
    isFrozen: rarely,
    hasGate: rarely,
    automaticRollback: fc.boolean(),
  })
  .map(rules =>
    act(`editPolicy(${JSON.stringify(rules)})`, world => {
      world.rules = rules;
      world.applyPolicy();
    }),
  );

const answerGate = fc
  .constantFrom<GateState>('Passed', 'Passed', 'Running', 'Failed', 'Unknown')
  .map(state =>
    act(`answerGate(${state})`, world => {
      world.gate = state;
    }),
  );

const changeReadiness = fc
  .tuple(
    fc.constantFrom('staging', 'production', 'production'),
    fc.constantFrom(true, true, true, false),
  )
  .map(([environment, isReady]) =>
    act(`changeReadiness(${environment}, ${isReady})`, world =>
      world.setReady(environment, isReady),
    ),
  );

const deploy = fc.integer({ min: 1, max: 9 }).map(version =>
  act(`deploy(${version})`, async world => {
    world.deployToStaging(version);
    await world.setReady('staging', true);
  }),
);

const passTime = fc.constantFrom(1, 2, 11, 24 * 60).map(minutes =>
  act(`passTime(${minutes})`, world => {
    world.now += minutes * minute;
  }),
);

const deleteArtifact = fc.tuple(fc.nat(9), rarely).map(([n, isDone]) =>
  act(`deleteArtifact(${n}, ${isDone})`, world => {
    const artifacts = world.cluster.list(deployableArtifactKind);
    const found = artifacts[n % Math.max(1, artifacts.length)];
    if (found && isDone) world.cluster.delete(found);
  }),
);

const kill = fc.nat(6).map(
  (writes): Act => ({
    check: () => true,
    run: (_, world) => world.reconcile(writes),
    toString: () => `kill(${writes})`,
  }),
);

describe('promotions under random acts of random people', () => {
  it('agree with the model: nothing reaches production that was not allowed to, nothing is deployed twice, nothing is lost', async () => {
    let acts = 0;

    await fc.assert(
      fc.asyncProperty(
        fc.commands(
          [
            request,
            ...Array.from({ length: 6 }, () => decide),
            editPolicy,
            answerGate,
            changeReadiness,
            changeReadiness,
            deploy,
            passTime,
            deleteArtifact,
            kill,
          ],
          { maxCommands: 60, size: 'max' },
        ),
        async commands => {
          const world = new World();
          await world.setReady('staging', true);
          await world.setReady('production', true);
          await fc.asyncModelRun(
            () => ({ model: { promotions: 0 }, real: world }),
            commands,
          );
          acts += [...commands].length;
          // Whatever happened, every promotion ends when its time is over.
          for (let day = 0; day < 9; day += 1) {
            world.now += 24 * 60 * minute;
            await world.reconcile();
          }
          const { made, told } = world.changes();
          expect(made).toBeLessThanOrEqual(told);
          expect(
            world.promotions().filter(each => !isFinishedPromotion(each)),
          ).toEqual([]);
        },
      ),
      { numRuns: 200, seed: 20260101, endOnFailure: true },
    );
    expect(acts).toBeGreaterThan(2_000);
  });
});

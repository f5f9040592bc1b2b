import assert from 'node:assert/strict';
import { Clock } from '@promenade/kube-client';
import {
  Promotion,
  PromotionGateStatus,
  ServiceBinding,
  deployableArtifactKind,
  isFinishedPromotion,
  promotionKind,
  serviceBindingKind,
  setCondition,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../../core/artifact/artifact';
import { deployableContent } from '../../../core/binding/binding';
import {
  Crash,
  InMemoryCluster,
  TestPerson,
  aComponent,
  aPipeline,
  aProject,
  aPromotionPolicy,
  aServiceBinding,
  anEnvironment,
  deployedTo,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  testSigningKeys,
  withEnvironments,
  withSpec,
} from '../../../test/__testUtils__';
import { Gates } from '../gates/gates';
import { promotionReconciler } from '../reconcile';

export const minute = 60_000;
const limits = { stepMs: 10 * minute, degradedMs: minute };

export const people: TestPerson[] = [
  { name: 'user:default/ana', groups: ['group:default/leads'] },
  { name: 'user:default/ben', groups: ['group:default/leads'] },
  { name: 'user:default/cleo', groups: [] },
];

export type GateState = PromotionGateStatus['state'];

/** What the rules are at a moment. */
interface Rules {
  minApprovals: number;
  leadsOnly: boolean;
  isFrozen: boolean;
  hasGate: boolean;
  automaticRollback: boolean;
}

/** The platform under test and what the model knows about it. */
export class World {
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
      binding.spec,
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
    assert.ok(running.length <= 1, 'two promotions change production');
    /** What the promotions that ended now should have left behind: several may have ended one after the other. */
    const results: (string | undefined)[] = [];
    for (const promotion of this.promotions()) {
      const { name } = promotion.metadata;
      const { phase = '', transitions = [] } = promotion.status ?? {};
      const started = transitions.filter(each => each.phase === 'Progressing');
      assert.ok(started.length <= 1, `${name} has begun twice`);
      if (
        started.length === 1 &&
        !runningBefore.has(name) &&
        !this.finished.has(name)
      ) {
        assert.ok(this.#mayStart(promotion), `${name} may not begin`);
        this.replaced.set(name, results.at(-1) ?? before);
      }
      const ended = this.finished.get(name);
      if (ended) assert.equal(phase, ended, `${name} has ended`);
      if (!ended && phase === 'Succeeded') {
        results.push(promotion.status?.release);
      }
      if (!ended && phase === 'RolledBack') {
        results.push(this.replaced.get(name));
      }
      if (isFinishedPromotion(promotion)) this.finished.set(name, phase);
    }
    if (results.length > 0 && running.length === 0) {
      assert.ok(results.includes(after), 'production runs something else');
    }
    if (after !== before) {
      const reasons = this.promotions().filter(
        ({ status }) =>
          status?.transitions?.some(each => each.phase === 'Progressing') &&
          [status?.release, this.#hashOf(status?.previousArtifactRef)].includes(
            after,
          ),
      );
      assert.ok(reasons.length > 0, 'production changed without a promotion');
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

import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { KubeClient, KubeObject, isNotFound } from '@promenade/kube-client';
import { isConditionTrue, organizationKind } from '@promenade/openchoreo-model';
import {
  TestKubernetes,
  startTestKubernetes,
} from '@promenade/test-kubernetes';
import { ControlPlane, createControlPlane } from '../../../cmd/control-plane';
import { jsonAt, jsonListAt } from '../../../runtime/json';
import { secretType } from '../../../runtime/kubernetes-types';
import { readCredentials } from '../release/read-credentials';
import { dataPlaneCrds, hasSharedFixtures } from '../shared-fixtures';
import { waitFor, waitUntilGone } from '../wait-for';
import { ChaosProxy, WriteListener, startChaosProxy } from './chaos-proxy';
import {
  chaosOrganization as organization,
  chaosSteps,
  createOrganization,
  remoteCredentials,
} from './chaos-scenario';
import { fastClock } from './fast-clock';
import { FaultPlan } from './fault-plan';
import { State, differences, readState } from './read-state';

/** How much faster the clock of the control plane is. */
const clockFactor = 3;

/** Interval of reads of the state, in milliseconds. */
const pollMs = 300;

/** Longer than any outage, so that no promotion fails, in milliseconds. */
const promotionLimits = { stepMs: 3_600_000, degradedMs: 3_600_000 };

/** How long the state of the undisturbed run must stay the same, in milliseconds. */
const quietMs = 2_000;

/** How long the differences to the state of a step may stay the same, in milliseconds. A slow machine takes longer for all of them. */
const limitMs = 90_000;

/** A control plane that runs. */
interface Running {
  stop: AbortController;
  ended: Promise<void>;
  controlPlane: ControlPlane;
}

/** What a disturbed run met. */
interface RunReport {
  kills: number;
  faults: Record<string, number>;
}

/**
 * A Kubernetes API with the control plane of one organization. The control plane reaches the API through one proxy, and the API of its
 * data plane `remote` through another.
 */
export class ChaosPlatform {
  readonly #kubernetes: TestKubernetes;
  /** For people and for checks: its requests do not fail. */
  readonly #client: KubeClient;
  readonly #api: ChaosProxy;
  readonly #remote: ChaosProxy;
  #running?: Running;
  #kills = 0;
  #restart: Promise<void> = Promise.resolve();

  private constructor(
    kubernetes: TestKubernetes,
    api: ChaosProxy,
    remote: ChaosProxy,
  ) {
    this.#kubernetes = kubernetes;
    this.#client = KubeClient.fromKubeconfig(kubernetes.kubeconfig, { qps: 0 });
    this.#api = api;
    this.#remote = remote;
  }

  static async start(): Promise<ChaosPlatform> {
    const kubernetes = await startTestKubernetes({
      simulateDataPlane: true,
      separate: true,
      crds: hasSharedFixtures ? [dataPlaneCrds] : [],
    });
    const { server } = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    const { 'ca.crt': ca, token } = readCredentials(kubernetes.kubeconfig);
    const options = {
      server,
      ca,
      token: Buffer.from(token, 'base64').toString(),
    };
    return new ChaosPlatform(
      kubernetes,
      await startChaosProxy(options),
      await startChaosProxy(options),
    );
  }

  async stop(): Promise<void> {
    await this.#stopControlPlane();
    await this.#client.close();
    await this.#api.stop();
    await this.#remote.stop();
    await this.#kubernetes.stop();
  }

  /** Runs the scenario without faults. Returns the state after each step. */
  async runUndisturbed(): Promise<State[]> {
    await this.#begin();
    const states: State[] = [];
    for (const step of chaosSteps) {
      await step.act(this.#client, this.#remote.url);
      states.push(await this.#waitUntilQuiet());
    }
    await this.#end();
    return states;
  }

  /**
   * Runs the scenario with the faults of a seed.
   *
   * @throws with the differences, if the state after a step is not the expected one in time
   */
  async run(seed: number, expected: readonly State[]): Promise<RunReport> {
    const plan = new FaultPlan(seed);
    this.#kills = 0;
    this.#api.faults.clear();
    this.#remote.faults.clear();
    try {
      await this.#begin();
      await this.#runSteps(plan, expected);
    } catch (error) {
      await this.#cleanUp().catch(() => {});
      throw error;
    }
    await this.#cleanUp();
    return { kills: this.#kills, faults: this.#faults() };
  }

  /** Ends the faults and the run. */
  async #cleanUp(): Promise<void> {
    this.#api.disturb(undefined);
    this.#remote.disturb(undefined);
    await this.#restart;
    await this.#end();
  }

  async #runSteps(plan: FaultPlan, expected: readonly State[]): Promise<void> {
    const onWrite = this.#killer(plan);
    for (const [index, step] of chaosSteps.entries()) {
      this.#api.disturb(plan, onWrite);
      this.#remote.disturb(plan, onWrite);
      const outageMs = plan.outageMs(index);
      const outage = outageMs > 0 ? this.#cutRemote(outageMs) : undefined;
      await step.act(this.#client, this.#remote.url);
      await outage;
      await this.#waitForState(step.name, expected[index]);
    }
  }

  async #begin(): Promise<void> {
    this.#startControlPlane();
    await createOrganization(this.#client);
    await waitFor(
      this.#client,
      organizationKind,
      { name: organization },
      ({ status }) => isConditionTrue(status?.conditions, 'Ready'),
    );
    await this.#client.create(secretType, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: organization, name: remoteCredentials },
      data: readCredentials(this.#kubernetes.kubeconfig),
    } satisfies KubeObject & Record<string, unknown>);
  }

  /** Deletes the organization, unless the scenario did, and stops the control plane. */
  async #end(): Promise<void> {
    const key = { name: organization };
    try {
      await this.#client.delete(organizationKind, key).catch(error => {
        if (!isNotFound(error)) throw error;
      });
      await waitUntilGone(this.#client, organizationKind, key);
    } finally {
      await this.#stopControlPlane();
    }
  }

  #startControlPlane(): void {
    const stop = new AbortController();
    const clock = fastClock(clockFactor);
    const client = KubeClient.fromCluster(
      { server: this.#api.url },
      { qps: 0, clock },
    );
    const controlPlane = createControlPlane({
      client,
      organizations: [organization],
      promotionLimits,
      clock,
    });
    const ended = controlPlane.start(stop.signal).finally(() => client.close());
    this.#running = { stop, ended, controlPlane };
  }

  async #stopControlPlane(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.ended;
    this.#running = undefined;
  }

  /** Ends the control plane at once: nothing that it still sends arrives. Then starts another. */
  async #kill(): Promise<void> {
    this.#kills += 1;
    this.#api.close('kill');
    this.#remote.close('kill');
    await this.#stopControlPlane();
    this.#api.open('kill');
    this.#remote.open('kill');
    this.#startControlPlane();
  }

  /** Kills the control plane at the writes that a plan says. */
  #killer(plan: FaultPlan): WriteListener {
    let next = plan.kill(this.#kills);
    let writes = 0;
    return () => {
      writes += 1;
      if (!next || writes !== next.afterWrites) return undefined;
      return {
        isProcessed: next.isProcessed,
        end: () => {
          this.#restart = this.#kill().then(() => {
            next = plan.kill(this.#kills);
            writes = 0;
          });
        },
      };
    };
  }

  /** The data plane `remote` does not respond for a time. */
  async #cutRemote(ms: number): Promise<void> {
    this.#remote.close('outage');
    await sleep(ms);
    this.#remote.open('outage');
  }

  #readState(): Promise<State> {
    return readState(this.#client, organization);
  }

  /** Waits until every condition is met, the control plane is idle and the state does not change. Returns the state. */
  async #waitUntilQuiet(): Promise<State> {
    const end = Date.now() + limitMs;
    let state: State = {};
    let since = Date.now();
    while (Date.now() < end) {
      await this.#running?.controlPlane.idle();
      const next = await this.#readState();
      if (differences(state, next).length > 0 || !isReady(next)) {
        since = Date.now();
      }
      state = next;
      if (Date.now() - since > quietMs) return state;
      await sleep(pollMs);
    }
    throw new Error(
      `the undisturbed run does not end: ${JSON.stringify(state, null, 1)}`,
    );
  }

  async #waitForState(step: string, expected: State): Promise<void> {
    let since = Date.now();
    let found: string[] = [];
    do {
      await sleep(pollMs);
      const next = differences(expected, await this.#readState());
      if (next.length === 0) return;
      if (!isDeepStrictEqual(next, found)) since = Date.now();
      found = next;
    } while (Date.now() - since < limitMs);
    throw new Error(`${step}: the state differs\n${found.join('\n')}`);
  }

  #faults(): Record<string, number> {
    const sum: Record<string, number> = {};
    for (const { faults } of [this.#api, this.#remote]) {
      for (const [name, count] of faults) sum[name] = (sum[name] ?? 0) + count;
    }
    return sum;
  }
}

/** Whether every `Ready` and `Complete` condition is true. */
function isReady(state: State): boolean {
  return Object.values(state).every(object =>
    jsonListAt(object, 'status', 'conditions').every(
      condition =>
        !['Ready', 'Complete'].includes(String(jsonAt(condition, 'type'))) ||
        jsonAt(condition, 'status') === 'True',
    ),
  );
}

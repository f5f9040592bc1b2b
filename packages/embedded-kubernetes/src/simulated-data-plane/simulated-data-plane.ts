import { KubeObject } from '../api/types';
import { ClaimController } from './claim-controller';
import {
  ObjectChange,
  Cluster,
  KindRef,
  kinds,
  nameOf,
  namespaceOf,
} from './cluster';
import { Controller, SimulationSettings } from './controller';
import { CronJobController } from './cron-job-controller';
import { DeploymentController } from './deployment-controller';
import { EndpointsController } from './endpoints-controller';
import { ExternalSecretController } from './external-secret-controller';
import { ensureFixtures } from './fixtures';
import {
  GatewayClassController,
  GatewayController,
} from './gateway-controller';
import { JobController } from './job-controller';
import { controllerOf } from './simulation-metadata';
import { PodController } from './pod-controller';
import { PolicyController } from './policy-controller';
import { ReplicaSetController } from './replica-set-controller';
import { RouteController } from './route-controller';
import { StatefulSetController } from './stateful-set-controller';
import { realTimers, Timers } from './timers';
import { WorkflowController } from './workflow-controller';

/** Options of a simulated data plane. */
export interface SimulatedDataPlaneOptions {
  cluster: Cluster;
  /** Milliseconds until a pod is ready; default 1000. */
  readyDelay?: number;
  timers?: Timers;
  /** Called with each failure and the key of the object, which is retried. */
  onError: (error: unknown, object: string) => void;
}

/** How long the controllers run before they yield to the event loop. */
const sliceMs = 5;
const initialRetryMs = 1000;
const maxRetryMs = 60_000;

/**
 * Simulates the controllers of a data plane: workloads become ready, roll out
 * and fail by annotation, Jobs complete, CronJobs run, builds produce images.
 * Nothing runs; all created objects have the label of the simulation.
 */
export class SimulatedDataPlane {
  private readonly cluster: Cluster;
  private readonly controllers = new Map<string, Controller>();
  private readonly settings: SimulationSettings;
  private readonly timers: Timers;
  private readonly onError: SimulatedDataPlaneOptions['onError'];
  private readonly queue = new Map<string, Item>();
  private readonly waiting = new Map<string, () => void>();
  private readonly failures = new Map<string, number>();
  private unwatch: () => void = () => {};
  private cancelRun: (() => void) | undefined;
  private stopped = true;

  constructor(options: SimulatedDataPlaneOptions) {
    this.cluster = options.cluster;
    this.settings = { readyDelay: options.readyDelay ?? 1000 };
    this.timers = options.timers ?? realTimers;
    this.onError = options.onError;
    const controllers: Controller[] = [
      new DeploymentController(),
      new ReplicaSetController(),
      new StatefulSetController(),
      new PodController(),
      new JobController(),
      new CronJobController(),
      new ClaimController(),
      new EndpointsController(),
      new GatewayClassController(),
      new GatewayController(),
      new RouteController(kinds.httpRoute),
      new RouteController(kinds.grpcRoute),
      new PolicyController(kinds.securityPolicy),
      new PolicyController(kinds.backendTrafficPolicy),
      new ExternalSecretController(),
      new WorkflowController(),
    ];
    for (const controller of controllers) {
      this.controllers.set(kindKey(controller.kind), controller);
    }
  }

  /** Starts the controllers and reconciles all objects. */
  start(): void {
    this.stopped = false;
    this.unwatch = this.cluster.watch(change => this.observe(change));
    this.cluster.transaction(() => ensureFixtures(this.cluster));
    for (const controller of this.controllers.values()) {
      for (const object of this.cluster.list(controller.kind)) this.add(object);
    }
  }

  /** Stops the controllers. */
  stop(): void {
    this.stopped = true;
    this.unwatch();
    this.cancelRun?.();
    this.waiting.forEach(cancel => cancel());
    this.waiting.clear();
    this.queue.clear();
  }

  private observe(change: ObjectChange) {
    const { object, deleted } = change;
    if (!deleted) this.add(object);
    else this.removeItem(keyOf(object));
    const owner = controllerOf(object.metadata);
    if (owner) this.enqueue(owner, namespaceOf(object), owner.name);
    for (const controller of this.controllers.values()) {
      controller
        .affectedObjects?.(change, this.cluster)
        .forEach(affected => this.add(affected));
    }
  }

  private add(object: KubeObject) {
    this.enqueue(object, namespaceOf(object), nameOf(object));
  }

  private enqueue(kind: KindRef, namespace: string, name: string) {
    if (this.stopped || !this.controllers.has(kindKey(kind))) return;
    this.queue.set(itemKey(kind, namespace, name), { kind, namespace, name });
    this.cancelRun ??= this.timers.schedule(0, () => this.run());
  }

  private run() {
    this.cancelRun = undefined;
    const deadline = performance.now() + sliceMs;
    for (const [key, item] of this.queue) {
      this.queue.delete(key);
      this.reconcile(key, item);
      if (performance.now() > deadline) break;
    }
    if (this.queue.size > 0 && !this.stopped) {
      this.cancelRun ??= this.timers.schedule(0, () => this.run());
    }
  }

  private reconcile(key: string, item: Item) {
    this.waiting.get(key)?.();
    this.waiting.delete(key);
    let requeueAfter: number | undefined;
    try {
      this.cluster.transaction(() => {
        requeueAfter = this.reconcileItem(item);
      });
      this.failures.delete(key);
    } catch (error) {
      const count = this.failures.get(key) ?? 0;
      this.failures.set(key, count + 1);
      requeueAfter = Math.min(maxRetryMs, initialRetryMs * 2 ** count);
      this.onError(error, key);
    }
    if (requeueAfter === undefined || this.stopped) return;
    const cancel = this.timers.schedule(requeueAfter, () => {
      this.waiting.delete(key);
      this.enqueue(item.kind, item.namespace, item.name);
    });
    this.waiting.set(key, cancel);
  }

  private reconcileItem({ kind, namespace, name }: Item): number | undefined {
    const object = this.cluster.get(kind, namespace, name);
    if (!object || object.metadata.deletionTimestamp) return undefined;
    const outcome = this.controllers
      .get(kindKey(kind))
      ?.reconcile(object, { cluster: this.cluster, settings: this.settings });
    return outcome ? outcome.requeueAfter : undefined;
  }

  private removeItem(key: string) {
    this.queue.delete(key);
    this.waiting.get(key)?.();
    this.waiting.delete(key);
    this.failures.delete(key);
  }
}

interface Item {
  kind: KindRef;
  namespace: string;
  name: string;
}

function kindKey({ apiVersion, kind }: KindRef): string {
  return `${apiVersion} ${kind}`;
}

function keyOf(object: KubeObject): string {
  return itemKey(object, namespaceOf(object), nameOf(object));
}

function itemKey(kind: KindRef, namespace: string, name: string): string {
  return `${kindKey(kind)} ${namespace}/${name}`;
}

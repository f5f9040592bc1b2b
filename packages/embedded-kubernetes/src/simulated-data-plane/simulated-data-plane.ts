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
import { QuotaController } from './quota-controller';
import { ReplicaSetController } from './replica-set-controller';
import { RouteController } from './route-controller';
import { StatefulSetController } from './stateful-set-controller';
import { Timers } from '../controllers/timers';
import { WorkQueue } from '../controllers/work-queue';
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

/**
 * Simulates the controllers of a data plane: workloads become ready, roll out
 * and fail by annotation, Jobs complete, CronJobs run, builds produce images.
 * Nothing runs; all created objects have the label of the simulation.
 */
export class SimulatedDataPlane {
  private readonly cluster: Cluster;
  private readonly controllers = new Map<string, Controller>();
  private readonly settings: SimulationSettings;
  private readonly queue: WorkQueue<Item>;
  private unwatch: () => void = () => {};

  constructor(options: SimulatedDataPlaneOptions) {
    this.cluster = options.cluster;
    this.settings = { readyDelay: options.readyDelay ?? 1000 };
    this.queue = new WorkQueue<Item>({
      keyOf: ({ kind, namespace, name }) => itemKey(kind, namespace, name),
      work: item => this.reconcile(item),
      onError: options.onError,
      timers: options.timers,
    });
    const controllers: Controller[] = [
      new DeploymentController(),
      new ReplicaSetController(),
      new StatefulSetController(),
      new PodController(),
      new JobController(),
      new CronJobController(),
      new ClaimController(),
      new QuotaController(),
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
    this.unwatch = this.cluster.watch(change => this.observe(change));
    this.cluster.transaction(() => ensureFixtures(this.cluster));
    for (const controller of this.controllers.values()) {
      for (const object of this.cluster.list(controller.kind)) this.add(object);
    }
  }

  /** Stops the controllers. */
  stop(): void {
    this.unwatch();
    this.queue.stop();
  }

  private observe(change: ObjectChange) {
    const { object, deleted } = change;
    if (!deleted) this.add(object);
    else this.queue.remove(keyOf(object));
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
    if (!this.controllers.has(kindKey(kind))) return;
    this.queue.add({ kind, namespace, name });
  }

  private reconcile(item: Item): number | undefined {
    let requeueAfter: number | undefined;
    this.cluster.transaction(() => {
      requeueAfter = this.reconcileItem(item);
    });
    return requeueAfter;
  }

  private reconcileItem({ kind, namespace, name }: Item): number | undefined {
    const object = this.cluster.get(kind, namespace, name);
    if (!object || object.metadata.deletionTimestamp) return undefined;
    const outcome = this.controllers
      .get(kindKey(kind))
      ?.reconcile(object, { cluster: this.cluster, settings: this.settings });
    return outcome ? outcome.requeueAfter : undefined;
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

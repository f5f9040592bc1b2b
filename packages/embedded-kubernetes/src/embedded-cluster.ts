import path from 'node:path';
import type { Logger } from 'pino';
import { CrdController } from './controllers/crd-controller';
import { crdRule } from './lifecycle/crd-strategy';
import { EventExpiry } from './controllers/event-expiry';
import { GarbageCollector } from './controllers/garbage-collector';
import { KindRules } from './lifecycle/resource-strategy';
import { NamespaceController } from './controllers/namespace-controller';
import { namespaceRule } from './lifecycle/namespace-strategy';
import { ObjectLifecycle } from './lifecycle/object-lifecycle';
import { ensureSystemNamespaces } from './lifecycle/system-namespaces';
import { loadCrds } from './controllers/install-crds';
import { customResourceDefinitionType } from './api/custom-resource-definition-type';
import { ResourceRegistry } from './api/resource-registry';
import { builtInTypes } from './schema/built-in';
import { LifecycleCluster, SimulatedDataPlane } from './simulated-data-plane';
import type { Durability } from './store/database';
import type { HistoryLimits } from './store/event-log';
import { ObjectStore } from './store/object-store';

/** What a cluster is made of. */
export interface EmbeddedClusterOptions {
  /** Folder of the database; it must exist. */
  dataDirectory: string;
  /** Folders or files of CustomResourceDefinitions to install, in YAML. */
  crds?: string[];
  durability?: Durability;
  /** How much of the past watches and pages of lists can go back to. */
  history?: Partial<HistoryLimits>;
  /** Play the controllers of a data plane: workloads become ready, jobs complete, nothing is run. */
  simulateDataPlane?: boolean;
  logger: Logger;
}

/** All that a server does for its clients, without the protocol: the objects, their rules, and what follows from changes. */
export class EmbeddedCluster {
  readonly store: ObjectStore;
  readonly registry = new ResourceRegistry();
  readonly lifecycle: ObjectLifecycle;
  private readonly controllers: { stop(): void }[] = [];

  constructor(private readonly options: EmbeddedClusterOptions) {
    const { dataDirectory, durability, history, logger } = options;
    this.store = new ObjectStore({
      file: path.join(dataDirectory, 'kubernetes.sqlite'),
      durability,
      history,
      withoutHistory: ['leases.coordination.k8s.io'],
      onSubscriberError: error => logger.error(error, 'a subscriber failed'),
    });
    this.lifecycle = new ObjectLifecycle({
      store: this.store,
      registry: this.registry,
      kindRules: new KindRules()
        .add('namespaces', namespaceRule)
        .add('customresourcedefinitions.apiextensions.k8s.io', crdRule),
    });
  }

  /**
   * Serves what the store holds and what is to be installed, and goes on with what was left half done.
   * @throws Error if a CustomResourceDefinition cannot be installed
   */
  start(): void {
    const {
      dataDirectory,
      crds = [],
      simulateDataPlane,
      logger,
    } = this.options;
    const { lifecycle } = this;
    const failed = (what: string) => (error: unknown, key: string) =>
      logger.error({ err: error, key }, `${what} failed`);
    for (const type of [customResourceDefinitionType, ...builtInTypes]) {
      this.registry.register([type]);
    }
    this.controllers.push(
      new CrdController(lifecycle, failed('serving a custom resource')),
      new GarbageCollector(lifecycle, failed('garbage collection')),
      new NamespaceController(lifecycle, failed('emptying a namespace')),
      new EventExpiry(lifecycle, failed('removing old events')),
    );
    ensureSystemNamespaces(lifecycle);
    loadCrds(lifecycle, crds, path.join(dataDirectory, 'installed-crds.json'));
    if (!simulateDataPlane) return;
    const dataPlane = new SimulatedDataPlane({
      cluster: new LifecycleCluster(lifecycle),
      onError: failed('simulating the data plane'),
    });
    this.controllers.push(dataPlane);
    dataPlane.start();
  }

  /** Ends all activity and closes the store. */
  stop(): void {
    this.controllers.forEach(controller => controller.stop());
    this.store.close();
  }
}

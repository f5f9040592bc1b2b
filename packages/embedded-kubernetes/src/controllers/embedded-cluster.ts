import path from 'node:path';
import type { Logger } from 'pino';
import { CrdController } from './crd-controller';
import { crdStrategy } from '../lifecycle/crd-strategy';
import { EventExpiry } from './event-expiry';
import { GarbageCollector } from './garbage-collector';
import { ResourceStrategies } from '../lifecycle/resource-strategy';
import {
  NamespaceController,
  ensureSystemNamespaces,
} from './namespace-controller';
import { namespaceStrategy } from '../lifecycle/namespace-strategy';
import { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { installCrds } from './install-crds';
import { ResourceRegistry } from '../api/resource-registry';
import { builtInTypes } from '../schema/built-in/index';
import {
  LifecycleCluster,
  SimulatedDataPlane,
} from '../simulated-data-plane/index';
import type { Durability } from '../store/database';
import type { HistoryLimits } from '../store/event-log';
import { ObjectStore } from '../store/object-store';
import { customResourceDefinitionType } from '../api/custom-resource-definition';

/**
 * Options of an embedded cluster.
 *
 * @public
 */
export interface EmbeddedClusterOptions {
  /** The folder of the database; it must exist. */
  dataDirectory: string;
  /** Folders or files of CustomResourceDefinitions to install, in YAML. */
  crds?: string[];
  durability?: Durability;
  /** The limits of the event history. */
  history?: Partial<HistoryLimits>;
  /** Whether to simulate a data plane: workloads become ready and jobs complete, but nothing runs. */
  simulateDataPlane?: boolean;
  logger: Logger;
}

/** The store, the resources and the controllers of a cluster, without the protocol. */
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
      onError: error => logger.error(error, 'the object store failed'),
    });
    this.lifecycle = new ObjectLifecycle({
      store: this.store,
      registry: this.registry,
      strategies: new ResourceStrategies()
        .add('namespaces', namespaceStrategy)
        .add('customresourcedefinitions.apiextensions.k8s.io', crdStrategy),
    });
  }

  /**
   * Registers the resources, installs CustomResourceDefinitions and starts the controllers.
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
    const logFailure = (what: string) => (error: unknown, key: string) =>
      logger.error({ err: error, key }, `${what} failed`);
    for (const type of [customResourceDefinitionType, ...builtInTypes]) {
      this.registry.register([type]);
    }
    this.controllers.push(
      new CrdController(
        lifecycle,
        logFailure('the CustomResourceDefinition controller'),
        (rule, name) =>
          logger.warn(
            { ...rule, name },
            'a validation rule of a CustomResourceDefinition is not evaluated',
          ),
      ),
      new GarbageCollector(lifecycle, logFailure('the garbage collector')),
      new NamespaceController(
        lifecycle,
        logFailure('the namespace controller'),
      ),
      new EventExpiry(lifecycle, logFailure('deleting expired events')),
    );
    ensureSystemNamespaces(lifecycle);
    installCrds(
      lifecycle,
      crds,
      path.join(dataDirectory, 'installed-crds.json'),
    );
    if (!simulateDataPlane) return;
    const dataPlane = new SimulatedDataPlane({
      cluster: new LifecycleCluster(lifecycle),
      onError: logFailure('the simulated data plane'),
    });
    this.controllers.push(dataPlane);
    dataPlane.start();
  }

  /** Stops the controllers and closes the store. */
  stop(): void {
    this.controllers.forEach(controller => controller.stop());
    this.store.close();
  }
}

import {
  apiVersionOf,
  ConnectionError,
  isForbidden,
  isUnauthorized,
  SharedInformer,
  type KubeClient,
  type KubeObject,
  type Logger,
  type Metrics,
  type ResourceType,
  type UnstructuredObject,
} from '@promenade/kube-client';
import { PodWatch } from '../pods/pod-watch';
import { managedSelector } from '../apply/tracking-labels';
import { namespaceType } from '../../runtime/kubernetes-types';
import { ClusterConnection } from './cluster-connection';
import { LiveObjects, keepManagerNames } from './live-objects';
import { SecretWatch } from './secret-watch';
import { wellKnownKinds } from './well-known-kinds';

/** Options of a {@link DataPlaneCluster}. */
export interface DataPlaneClusterOptions {
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Ends the watches. */
  readonly signal: AbortSignal;
  /** Called with an object of a Release that changed, a pod whose trouble changed, or a Secret that changed. */
  readonly onChange: (object: KubeObject) => void;
  /** Called when the API server starts or stops to respond. */
  readonly onReachabilityChange?: () => void;
  readonly probeTimeoutMs?: number;
}

/** Why a cluster cannot be used; the reason is that of a condition. */
export interface Unavailable {
  readonly reason: string;
  readonly message: string;
}

/** Time limit of the first list of a type, in milliseconds. */
const syncTimeoutMs = 10_000;

/** Number of failed attempts after which the first list of a type fails. */
const maxListFailures = 3;

/**
 * A Kubernetes cluster that Releases are applied to, with an informer for each type that Releases have objects of.
 * The informers select the objects of Releases and are shared by all Releases.
 */
export class DataPlaneCluster {
  readonly connection: ClusterConnection;
  /** The pods of its workloads. */
  readonly pods: PodWatch;
  readonly #options: DataPlaneClusterOptions;
  readonly #types = new Map<string, Promise<LiveObjects | undefined>>();
  #namespaces?: Promise<SharedInformer<UnstructuredObject>>;
  #leftoversFound?: Promise<void>;
  #secrets?: SecretWatch;

  constructor(options: DataPlaneClusterOptions) {
    this.connection = new ClusterConnection(options);
    this.pods = new PodWatch(options);
    this.#options = options;
  }

  /** Set while the API server does not respond. */
  get unreachable(): Unavailable | undefined {
    const message = this.connection.unreachableMessage;
    return message === undefined
      ? undefined
      : { reason: 'DataPlaneUnreachable', message };
  }

  /**
   * Returns the live objects of a type and watches it from then on; undefined if the cluster does not serve it.
   *
   * @throws Error if the cluster does not respond or forbids reading the type
   */
  async live(
    apiVersion: string,
    kind: string,
  ): Promise<LiveObjects | undefined> {
    const name = `${apiVersion} ${kind}`;
    for (;;) {
      const watched = this.#types.get(name);
      const live = await watched;
      if (live) return live;
      // Another call may have started to watch the type in the meantime.
      if (this.#types.get(name) === watched) break;
    }
    const watching = this.#watch(apiVersion, kind);
    this.#types.set(name, watching);
    watching.catch(() => {
      if (this.#types.get(name) === watching) this.#types.delete(name);
    });
    return watching;
  }

  /** Whether the cluster serves a type. True if it does not respond. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    try {
      const type = await this.connection.send(client =>
        client.resourceFor(apiVersion, kind),
      );
      return type !== undefined;
    } catch {
      return true;
    }
  }

  /**
   * Returns all objects with the tracking label of a Release, of every watched type. The first call also finds types of which
   * earlier Releases have left objects, and watches them.
   */
  async ofRelease(uid: string): Promise<UnstructuredObject[]> {
    this.#leftoversFound ??= this.#findLeftovers().catch(error => {
      this.#leftoversFound = undefined;
      throw error;
    });
    await this.#leftoversFound;
    const types = await Promise.all(this.#types.values());
    return types.flatMap(live => live?.ofRelease(uid) ?? []);
  }

  /** Returns the UID of the namespace kube-system, which identifies a cluster; undefined if it cannot be read. */
  async uid(): Promise<string | undefined> {
    try {
      return (await this.namespace('kube-system'))?.metadata.uid;
    } catch {
      return undefined;
    }
  }

  /** Returns the namespace of a name, if it exists. */
  async namespace(name: string): Promise<UnstructuredObject | undefined> {
    this.#namespaces ??= this.#inform(namespaceType);
    try {
      return (await this.#namespaces).get(name);
    } catch (error) {
      this.#namespaces = undefined;
      throw error;
    }
  }

  /** The metadata of the Secrets of the cluster, watched from the first call. */
  get secrets(): SecretWatch {
    this.#secrets ??= new SecretWatch(this.#options);
    return this.#secrets;
  }

  async #watch(
    apiVersion: string,
    kind: string,
  ): Promise<LiveObjects | undefined> {
    const type = await this.connection.send(client =>
      client.resourceFor(apiVersion, kind),
    );
    if (!type) return undefined;
    const informer = await this.#inform(type, managedSelector);
    const live = new LiveObjects(informer);
    const { onChange } = this.#options;
    informer.addHandler({
      onAdd: (object, { initial }) => {
        if (!initial) onChange(object);
      },
      onUpdate: (_, object) => onChange(object),
      onDelete: object => onChange(object),
    });
    return live;
  }

  /**
   * Starts an informer and waits for its first list.
   *
   * @throws Error if the type cannot be read; the informer is stopped
   */
  #inform(
    type: ResourceType,
    labelSelector?: string,
  ): Promise<SharedInformer<UnstructuredObject>> {
    return this.connection.send((client, signal) =>
      this.#startInformer(client, signal, type, labelSelector),
    );
  }

  async #startInformer(
    client: KubeClient,
    requestSignal: AbortSignal,
    type: ResourceType,
    labelSelector?: string,
  ): Promise<SharedInformer<UnstructuredObject>> {
    const { logger, metrics, signal } = this.#options;
    const informer = new SharedInformer<UnstructuredObject>({
      client,
      type,
      labelSelector,
      transform: keepManagerNames,
      logger,
      metrics,
    });
    let lastError: Error | undefined;
    let failures = 0;
    const stop = new AbortController();
    const listFailed = new AbortController();
    const onFailure = ({ error }: { error: Error }) => {
      lastError = error;
      failures += 1;
      // Retries do not help where reading is forbidden.
      if (
        isUnauthorized(error) ||
        isForbidden(error) ||
        failures === maxListFailures
      ) {
        listFailed.abort();
      }
    };
    informer.events.on('listFailed', onFailure);
    informer.events.on('reconnect', onFailure);
    // Without changes no request is sent for a long time: a watch is what shows that the API server is gone.
    informer.events.on('reconnect', ({ error }) =>
      this.connection.probeAfter(error),
    );
    informer.start(AbortSignal.any([signal, stop.signal]));
    try {
      await informer.waitForSync(
        AbortSignal.any([
          signal,
          requestSignal,
          listFailed.signal,
          AbortSignal.timeout(syncTimeoutMs),
        ]),
      );
      return informer;
    } catch {
      stop.abort();
      signal.throwIfAborted();
      const cause = lastError ?? noResponse(type);
      throw new Error(
        `cannot watch ${type.plural} on the data plane: ${cause.message}`,
        { cause },
      );
    }
  }

  /** Lists the well-known types that are not watched yet and watches those with objects of Releases. A type that cannot be listed is skipped. */
  async #findLeftovers(): Promise<void> {
    const served = await this.connection.send(client => client.resources());
    const candidates = served.filter(
      type =>
        wellKnownKinds.has(`${apiVersionOf(type)} ${type.kind}`) &&
        !this.#types.has(`${apiVersionOf(type)} ${type.kind}`),
    );
    for (const type of candidates) {
      try {
        const { items } = await this.connection.send((client, signal) =>
          client.list(type, { labelSelector: managedSelector, signal }),
        );
        if (items.length > 0) await this.live(apiVersionOf(type), type.kind);
      } catch (error) {
        if (this.connection.unreachableMessage) throw error;
        // Without permission to list a type, Releases did not create objects of it either.
        const level = isForbidden(error) ? 'debug' : 'warn';
        this.#options.logger[level](
          `cannot list ${type.plural} on the data plane, so they are not pruned`,
          { error: String(error) },
        );
      }
    }
  }
}

function noResponse({ plural }: ResourceType): ConnectionError {
  return new ConnectionError(
    `LIST ${plural}`,
    'TIMEOUT',
    `no response within ${syncTimeoutMs / 1000} s`,
  );
}

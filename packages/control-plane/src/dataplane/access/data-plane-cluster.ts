import {
  apiVersionOf,
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
import { LiveObjects } from './live-objects';
import { managedSelector } from './managed-selector';
import { SecretWatch } from './secret-watch';
import { wellKnownKinds } from './well-known-kinds';

/** What a data plane is watched with. */
export interface DataPlaneClusterOptions {
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Ends the watches. */
  readonly signal: AbortSignal;
  /** Called with every object of a Release that changes on the cluster, every pod of one whose trouble does, and every Secret. */
  readonly onChange: (object: KubeObject) => void;
}

/** How long the first list of a type may take before the type counts as unreadable. */
const syncTimeoutMs = 20_000;

/** How often the first list of a type may fail before the type counts as unreadable. */
const mostFailures = 3;

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

/**
 * A Kubernetes cluster that Releases are applied to: its client, and a watch
 * on every type that Releases have objects of. The watches are limited to what
 * Releases own, and shared by all of them.
 */
export class DataPlaneCluster {
  readonly client: KubeClient;
  /** What is wrong with the pods of its workloads. */
  readonly pods: PodWatch;
  readonly #options: DataPlaneClusterOptions;
  readonly #types = new Map<string, Promise<LiveObjects | undefined>>();
  #namespaces?: Promise<SharedInformer<UnstructuredObject>>;
  #swept?: Promise<void>;
  #secrets?: SecretWatch;

  constructor(options: DataPlaneClusterOptions) {
    this.client = options.client;
    this.pods = new PodWatch(options);
    this.#options = options;
  }

  /**
   * The live objects of a type, watched from now on; undefined when the
   * cluster does not serve it.
   *
   * @throws Error when the cluster does not answer, or does not let us read the type
   */
  async live(
    apiVersion: string,
    kind: string,
  ): Promise<LiveObjects | undefined> {
    const name = `${apiVersion} ${kind}`;
    const known = this.#types.get(name);
    if (known) {
      const live = await known;
      if (live) return live;
    }
    const watching = this.#watch(apiVersion, kind);
    this.#types.set(name, watching);
    watching.catch(() => this.#types.delete(name));
    return watching;
  }

  /** Whether the cluster serves a type; that of one that does not answer is not known, and taken to be so. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    try {
      return (await this.client.resourceFor(apiVersion, kind)) !== undefined;
    } catch {
      return true;
    }
  }

  /**
   * Everything on the cluster that carries the label of a Release, whatever
   * its type: that of every type that is watched, after a first look at the
   * types that Releases are likely to have left something of.
   */
  async ofRelease(uid: string): Promise<UnstructuredObject[]> {
    this.#swept ??= this.#sweep();
    await this.#swept;
    const types = await Promise.all(this.#types.values());
    return types.flatMap(live => live?.ofRelease(uid) ?? []);
  }

  /** The namespace of that name, if the cluster has it. */
  async namespace(name: string): Promise<UnstructuredObject | undefined> {
    this.#namespaces ??= this.#inform(namespaceType);
    try {
      return (await this.#namespaces).get(name);
    } catch (error) {
      this.#namespaces = undefined;
      throw error;
    }
  }

  /** The Secrets of the cluster, by their metadata; watched from when somebody first asks. */
  get secrets(): SecretWatch {
    this.#secrets ??= new SecretWatch(this.#options);
    return this.#secrets;
  }

  async #watch(
    apiVersion: string,
    kind: string,
  ): Promise<LiveObjects | undefined> {
    const type = await this.client.resourceFor(apiVersion, kind);
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

  /** Starts an informer; one that cannot read its type is stopped again and says why. */
  async #inform(
    type: ResourceType,
    labelSelector?: string,
  ): Promise<SharedInformer<UnstructuredObject>> {
    const { client, logger, metrics, signal } = this.#options;
    const informer = new SharedInformer<UnstructuredObject>({
      client,
      type,
      labelSelector,
      logger,
      metrics,
    });
    let lastError: Error | undefined;
    let failures = 0;
    const stop = new AbortController();
    const refused = new AbortController();
    const failed = ({ error }: { error: Error }) => {
      lastError = error;
      failures += 1;
      // No patience helps who must not read; who cannot is told so, and tries again later.
      if (
        isUnauthorized(error) ||
        isForbidden(error) ||
        failures === mostFailures
      ) {
        refused.abort();
      }
    };
    informer.events.on('listFailed', failed);
    informer.events.on('reconnect', failed);
    informer.start(AbortSignal.any([signal, stop.signal]));
    try {
      await informer.waitForSync(
        AbortSignal.any([
          signal,
          refused.signal,
          AbortSignal.timeout(syncTimeoutMs),
        ]),
      );
      return informer;
    } catch (cause) {
      stop.abort();
      throw new Error(
        `cannot watch ${type.plural} on the data plane: ${
          lastError?.message ?? 'no answer in time'
        }`,
        { cause: lastError ?? cause },
      );
    }
  }

  /**
   * Looks once for objects of types that no Release of today names, so that
   * what an earlier one left is found. A type that cannot be read is passed over.
   */
  async #sweep(): Promise<void> {
    const served = await this.client.resources();
    const candidates = served.filter(
      type =>
        wellKnownKinds.has(`${apiVersionOf(type)} ${type.kind}`) &&
        !this.#types.has(`${apiVersionOf(type)} ${type.kind}`),
    );
    for (const type of candidates) {
      try {
        const { items } = await this.client.list(type, {
          labelSelector: managedSelector,
          signal: this.#options.signal,
        });
        if (items.length > 0) await this.live(apiVersionOf(type), type.kind);
      } catch (error) {
        // Who may not read a type has not written any of it either.
        const tell = isForbidden(error) ? 'debug' : 'warn';
        this.#options.logger[tell](
          `${type.plural} on the data plane cannot be listed, so that none of them is ever pruned`,
          { error: String(error) },
        );
      }
    }
  }
}

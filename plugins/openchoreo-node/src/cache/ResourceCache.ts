import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { SharedInformer, type KubeClient } from '@promenade/kube-client';
import {
  componentKind,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { Freshness, type FreshnessReport } from './Freshness';
import { informerLogger } from './informerLogger';
import { problemsOf } from './problemsOf';
import type {
  ResourceChangeListener,
  ResourceIndex,
  ResourceKey,
  ResourceReader,
} from './ResourceReader';
import { ResourceStore } from './ResourceStore';
import { unlessAborted } from './unlessAborted';

/** How long after which a kind is looked for again that the API does not serve, in milliseconds. */
const discoveryInterval = 5_000;

export interface ResourceCacheOptions {
  client: KubeClient;
  kinds: readonly KindDefinition[];
  logger: LoggerService;
  /** Which organizations are looked after. All by default. */
  includes?: (organization: string) => boolean;
}

/**
 * The resources of an OpenChoreo, kept true by watching its API. One a process: a page costs memory look-ups, never a call.
 *
 * A kind that the API does not serve is passed over and looked for again. When the connection is lost, what was known stays,
 * and {@link ResourceCache.freshness} says since when.
 *
 * @public
 */
export class ResourceCache implements ResourceReader {
  readonly #options: ResourceCacheOptions;
  readonly #store: ResourceStore;
  readonly #freshness = new Freshness();
  readonly #informers = new Map<
    KindDefinition,
    SharedInformer<KubernetesObject>
  >();
  readonly #discovered: Promise<void>;
  #endDiscovery: () => void = () => {};
  #isDiscovered = false;
  readonly #readListeners = new Set<() => void>();
  #unserved: readonly KindDefinition[];

  constructor(options: ResourceCacheOptions) {
    this.#options = options;
    this.#store = new ResourceStore(options);
    this.#unserved = options.kinds;
    this.#discovered = new Promise(resolve => {
      this.#endDiscovery = resolve;
    });
  }

  /** Begins to watch, until the signal is aborted. Returns at once. */
  start(signal: AbortSignal): void {
    void this.#discover(signal);
  }

  /** Resolves when everything that the API serves was read once. Throws the signal's reason when that comes first. */
  async waitForSync(signal?: AbortSignal): Promise<void> {
    await unlessAborted(this.#discovered, signal);
    for (const informer of this.#informers.values()) {
      await informer.waitForSync(signal);
    }
  }

  /** How true what is known is now. */
  freshness(): FreshnessReport {
    return this.#freshness.report();
  }

  /** Calls the listener when what is known turns from live to stale, or back. Returns how to stop it. */
  onFreshness(listener: (report: FreshnessReport) => void): () => void {
    return this.#freshness.onChange(listener);
  }

  /** The kinds that the API does not serve. */
  unserved(): readonly KindDefinition[] {
    return this.#unserved;
  }

  /** Whether all objects of a kind were read at least once. A kind that the API does not serve has none to read. */
  hasRead({ apiVersion, kind }: KindDefinition): boolean {
    const isSame = (other: KindDefinition) =>
      other.apiVersion === apiVersion && other.kind === kind;
    const informer = [...this.#informers].find(([known]) => isSame(known))?.[1];
    return (
      informer?.hasSynced ?? (this.#isDiscovered && this.#unserved.some(isSame))
    );
  }

  /** Calls the listener each time that a further kind has been read whole. Returns how to stop it. */
  onRead(listener: () => void): () => void {
    this.#readListeners.add(listener);
    return () => this.#readListeners.delete(listener);
  }

  /** Calls the listener with every change from now on. Returns how to stop it. */
  onChange(listener: ResourceChangeListener): () => void {
    return this.#store.onChange(listener);
  }

  get<T extends KubernetesObject>(kind: KindDefinition<T>, key: ResourceKey) {
    return this.#store.get(kind, key);
  }

  list<T extends KubernetesObject>(kind: KindDefinition<T>) {
    return this.#store.list(kind);
  }

  byIndex<T extends KubernetesObject>(
    kind: KindDefinition<T>,
    index: ResourceIndex,
    value: string,
  ) {
    return this.#store.byIndex(kind, index, value);
  }

  rejected(of?: { index: ResourceIndex; value: string }) {
    return this.#store.rejected(of);
  }

  /** Starts an informer for each kind as soon as the API serves it. */
  async #discover(signal: AbortSignal): Promise<void> {
    const { logger } = this.#options;
    let isSaid = false;
    while (!signal.aborted && this.#unserved.length) {
      try {
        await this.#startServed(signal);
        if (!isSaid && this.#unserved.length) {
          const names = this.#unserved.map(({ kind }) => kind).join(', ');
          logger.info(
            `The API does not serve ${names}; what needs them stays empty until it does`,
          );
        }
        isSaid = true;
      } catch (error) {
        if (signal.aborted) return;
        logger.warn(
          `The API cannot be asked what it serves; trying again: ${String(
            error,
          )}`,
        );
      }
      if (this.#unserved.length) {
        // It rejects when aborted, which is what the loop looks at.
        await pause(discoveryInterval, undefined, { signal }).catch(
          () => undefined,
        );
      }
    }
  }

  async #startServed(signal: AbortSignal): Promise<void> {
    const missing: KindDefinition[] = [];
    for (const kind of this.#unserved) {
      const { apiVersion, kind: name } = kind;
      const served = await this.#options.client.resourceFor(apiVersion, name);
      if (served) this.#watch(kind, signal);
      else missing.push(kind);
    }
    this.#unserved = missing;
    // Without components there is nothing to show: that is not an empty platform but one that is still being installed.
    if (!missing.some(({ kind }) => kind === componentKind.kind)) {
      this.#isDiscovered = true;
      this.#freshness.complete();
      this.#endDiscovery();
      this.#announceRead();
    }
  }

  #watch(kind: KindDefinition, signal: AbortSignal): void {
    if (this.#informers.has(kind)) return;
    const unusable = new WeakMap<object, ReturnType<typeof problemsOf>>();
    const informer = new SharedInformer<KubernetesObject>({
      client: this.#options.client,
      type: kind,
      logger: informerLogger(this.#options.logger),
      // What is kept is the parsed object, so that each is held once; of what cannot be parsed, only its name.
      transform: raw => {
        const parsed = kind.schema.safeParse(raw);
        if (parsed.success) return withoutManagedFields(parsed.data);
        const { apiVersion, kind: name, metadata, spec } = raw;
        const stub = { apiVersion, kind: name, metadata, spec };
        unusable.set(stub, problemsOf(parsed.error));
        return stub;
      },
    });
    const take = (object: KubernetesObject) => {
      if (!this.#isIncluded(object)) return;
      const problems = unusable.get(object);
      if (problems) this.#store.reject(kind, object, problems);
      else this.#store.put(kind, object);
    };
    informer.addHandler({
      onAdd: take,
      onUpdate: (_, object) => take(object),
      onDelete: ({ metadata }) => this.#store.remove(kind, metadata),
    });
    this.#informers.set(kind, informer);
    this.#freshness.follow(informer);
    informer.start(signal);
    informer.waitForSync(signal).then(
      () => this.#announceRead(),
      // It rejects when the watch is stopped before: then there is nothing to announce.
      () => undefined,
    );
  }

  #announceRead(): void {
    this.#freshness.announce();
    for (const listener of this.#readListeners) listener();
  }

  #isIncluded({ metadata }: KubernetesObject): boolean {
    const organization = metadata.namespace ?? metadata.name;
    return this.#options.includes?.(organization) ?? true;
  }
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  const { managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}

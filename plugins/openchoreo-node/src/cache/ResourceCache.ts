import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isForbidden,
  isNotFound,
  SharedInformer,
  stripManagedFields,
  type KubeClient,
} from '@promenade/kube-client';
import { isOfCluster, organizationNameOf } from '../domain/organizationNameOf';
import { abortable } from './abortable';
import {
  connectionProblem,
  missingDefinitions,
  type ConnectionProblem,
} from './connectionProblem';
import { Freshness, type FreshnessReport } from './Freshness';
import { informerLogger } from './informerLogger';
import { lastWriteTime } from './lastWriteTime';
import { deniedAccount, missingRight, readRight } from './missingRights';
import type {
  ResourceChangeListener,
  ResourceIndex,
  ResourceKey,
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from './ResourceReader';
import { ResourceStore } from './ResourceStore';
import { validationProblems } from './validationProblems';

/** Milliseconds after which discovery is repeated that has failed, and by default while some kinds are not served. */
const retryDiscoveryMs = 5_000;

/** What a cache watches. */
export interface ResourceCacheOptions {
  client: KubeClient;
  /** The kinds to watch. */
  kinds: readonly ResourceKind[];
  /** Those of `kinds` that the API must serve before any kind is watched. */
  requiredKinds: readonly ResourceKind[];
  /** Whether another cache reads an API that does not serve the required kinds, so that they are no problem. */
  isOptional?: boolean;
  /** Milliseconds between two requests of discovery while the API does not serve some of the kinds. 5,000 by default. */
  discoveryIntervalMs?: number;
  /** The same while the API serves the kinds of a preferred cache. */
  preferredIntervalMs?: number;
  /** The caches that are read instead of this one where the API serves their kinds: it starts after they have looked for these. */
  preferred?: readonly ResourceCache[];
  logger: LoggerService;
  /** Whether the resources of an organization are cached. All are by default. */
  includes?: (organization: string) => boolean;
  /** Where the kubeconfig is configured. `openchoreo` by default. */
  configKey?: string;
}

/**
 * Caches the resources of one adapter and keeps them current by watching the API.
 *
 * A kind that the API does not serve is skipped and looked for again. When the connection is lost, the cache keeps what it
 * has, and {@link ResourceCache.freshness} reports since when.
 */
export class ResourceCache implements ResourceReader {
  readonly #options: ResourceCacheOptions;
  readonly #store: ResourceStore;
  readonly #freshness = new Freshness();
  readonly #informers = new Map<string, SharedInformer<ResourceObject>>();
  readonly #discovered: Promise<void>;
  #resolveDiscovered: () => void = () => {};
  #isDiscovered = false;
  readonly #looked: Promise<void>;
  #resolveLooked: () => void = () => {};
  readonly #readListeners = new Set<() => void>();
  #unserved: readonly ResourceKind[];
  readonly #configKey: string;
  /** The account of the backend, as the API names it when it denies a request. */
  #account?: string;

  constructor(options: ResourceCacheOptions) {
    this.#options = options;
    this.#store = new ResourceStore(options);
    this.#unserved = options.kinds;
    this.#configKey = options.configKey ?? 'openchoreo';
    this.#discovered = new Promise(resolve => {
      this.#resolveDiscovered = resolve;
    });
    this.#looked = new Promise(resolve => {
      this.#resolveLooked = resolve;
    });
  }

  /** Starts to watch, until the signal is aborted. Returns at once. */
  start(signal: AbortSignal): void {
    void this.#discover(signal);
  }

  /** Whether the API serves every required kind. */
  get isDiscovered(): boolean {
    return this.#isDiscovered;
  }

  /**
   * Resolves when it is known for the first time whether the API serves every required kind.
   *
   * @throws the reason of the signal when that is aborted first
   */
  waitForDiscovery(signal?: AbortSignal): Promise<void> {
    return abortable(this.#looked, signal);
  }

  /**
   * Resolves when all kinds that the API serves and allows to read have been read.
   *
   * @throws the reason of the signal when that is aborted first
   */
  async waitForSync(signal?: AbortSignal): Promise<void> {
    await abortable(this.#discovered, signal);
    let unsubscribe = () => {};
    const settled = new Promise<void>(resolve => {
      const check = () => {
        if (this.isSettled) resolve();
      };
      unsubscribe = this.onRead(check);
      check();
    });
    await abortable(settled, signal).finally(unsubscribe);
  }

  /** Whether all kinds that the API serves and allows to read have been read. */
  get isSettled(): boolean {
    return (
      this.#isDiscovered &&
      [...this.#informers.values()].every(
        informer => informer.hasSynced || this.#freshness.isForbidden(informer),
      )
    );
  }

  freshness(): FreshnessReport {
    const missingRights = this.forbidden().map(readRight);
    return {
      ...this.#freshness.report(),
      ...(missingRights.length > 0 && {
        missingRights,
        account: this.#account,
      }),
    };
  }

  /** How often a watch had to be opened again after an error. */
  watchRestarts(): number {
    return this.#freshness.restarts;
  }

  /** Calls the listener when the status of {@link ResourceCache.freshness} changes. Returns a function that unsubscribes it. */
  onFreshness(listener: (report: FreshnessReport) => void): () => void {
    return this.#freshness.onChange(listener);
  }

  /** The kinds that the API does not serve. */
  unserved(): readonly ResourceKind[] {
    return this.#unserved;
  }

  /** The kinds that the Kubernetes account may not list or watch. */
  forbidden(): readonly ResourceKind[] {
    return this.#options.kinds.filter(kind => {
      const informer = this.#informers.get(keyOf(kind));
      return informer && this.#freshness.isForbidden(informer);
    });
  }

  /** Whether all objects of a kind have been read at least once. True for a kind that the API does not serve. */
  hasRead(kind: ResourceKind): boolean {
    const key = keyOf(kind);
    return (
      this.#informers.get(key)?.hasSynced ??
      (this.#isDiscovered && this.#unserved.some(item => keyOf(item) === key))
    );
  }

  /** Calls the listener each time that another kind has been read, or turned out to be forbidden. Returns a function that unsubscribes it. */
  onRead(listener: () => void): () => void {
    this.#readListeners.add(listener);
    return () => this.#readListeners.delete(listener);
  }

  /** Calls the listener with every later change. Returns a function that unsubscribes it. */
  onChange(listener: ResourceChangeListener): () => void {
    return this.#store.onChange(listener);
  }

  get<T extends ResourceObject>(kind: ResourceKind<T>, key: ResourceKey) {
    return this.#store.get(kind, key);
  }

  list<T extends ResourceObject>(kind: ResourceKind<T>) {
    return this.#store.list(kind);
  }

  byIndex<T extends ResourceObject>(
    kind: ResourceKind<T>,
    index: ResourceIndex,
    value: string,
  ) {
    return this.#store.byIndex(kind, index, value);
  }

  newestFirst<T extends ResourceObject>(
    kind: ResourceKind<T>,
    index: ResourceIndex,
    value: string,
    after?: string,
  ) {
    return this.#store.newestFirst(kind, index, value, after);
  }

  rejected(of?: { index: ResourceIndex; value: string }) {
    return this.#store.rejected(of);
  }

  /** Starts an informer for each kind as soon as the API serves it. */
  async #discover(signal: AbortSignal): Promise<void> {
    const {
      logger,
      isOptional = false,
      preferred = [],
      discoveryIntervalMs = retryDiscoveryMs,
      preferredIntervalMs = discoveryIntervalMs,
    } = this.#options;
    const isReplaced = () => preferred.some(cache => cache.isDiscovered);
    let isLogged = false;
    let lastLogged: string | undefined;
    const report = (problem: ConnectionProblem, cause = '') => {
      this.#freshness.reportStartProblem(problem);
      if (isOptional || isReplaced()) return;
      const logged = `${problem.message} It is read again until that succeeds${cause}`;
      if (logged !== lastLogged) logger.warn(logged);
      lastLogged = logged;
    };
    while (!signal.aborted && this.#unserved.length) {
      let delayMs = retryDiscoveryMs;
      try {
        const problem = await this.#startServed(signal);
        delayMs = isReplaced() ? preferredIntervalMs : discoveryIntervalMs;
        if (problem) report(problem);
        else lastLogged = undefined;
        if (!problem && !isLogged && this.#unserved.length) {
          const names = this.#unserved.map(({ kind }) => kind).join(', ');
          logger.info(
            `The API does not serve ${names}. Features that need them stay empty until it does`,
          );
        }
        isLogged ||= !problem;
      } catch (error) {
        if (signal.aborted) return;
        delayMs = Math.min(discoveryIntervalMs, retryDiscoveryMs);
        report(connectionProblem(error, this.#configKey), `: ${error}`);
      }
      if (this.#unserved.length) {
        // Rejects only when aborted, which ends the loop.
        await sleep(delayMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** @returns why none is started */
  async #startServed(
    signal: AbortSignal,
  ): Promise<ConnectionProblem | undefined> {
    const { client, requiredKinds, preferred = [] } = this.#options;
    const served: ResourceKind[] = [];
    const missing: ResourceKind[] = [];
    for (const kind of this.#unserved) {
      const found = await client.resourceFor(kind.apiVersion, kind.kind);
      (found ? served : missing).push(kind);
    }
    await Promise.all(preferred.map(cache => cache.waitForDiscovery(signal)));
    const missingKeys = new Set(missing.map(keyOf));
    const unserved = requiredKinds.filter(kind => missingKeys.has(keyOf(kind)));
    if (unserved.length) {
      this.#resolveLooked();
      return missingDefinitions(unserved, this.#configKey);
    }
    for (const kind of served) this.#watch(kind, signal);
    this.#unserved = missing;
    this.#isDiscovered = true;
    this.#resolveLooked();
    this.#freshness.complete();
    this.#resolveDiscovered();
    this.#notifyRead();
    return undefined;
  }

  #watch(kind: ResourceKind, signal: AbortSignal): void {
    if (this.#informers.has(keyOf(kind))) return;
    const problemsOf = new WeakMap<
      object,
      ReturnType<typeof validationProblems>
    >();
    const writeTimes = new WeakMap<object, number>();
    const informer = new SharedInformer<ResourceObject>({
      client: this.#options.client,
      type: kind,
      logger: informerLogger(this.#options.logger),
      // The informer holds the parsed object, so that each is in memory once. Of an invalid one the spec stays, for its owners.
      transform: raw => {
        const parsed = kind.schema.safeParse(raw);
        if (parsed.success) {
          // Before the managed fields are removed, which are often half of an object.
          const writtenAt = lastWriteTime(raw);
          const object = stripManagedFields(parsed.data);
          if (writtenAt !== undefined) writeTimes.set(object, writtenAt);
          return object;
        }
        const { apiVersion, kind: name, metadata, spec } = raw;
        const stub = { apiVersion, kind: name, metadata, spec };
        problemsOf.set(stub, validationProblems(parsed.error));
        return stub;
      },
    });
    const store = (object: ResourceObject) => {
      if (!this.#isIncluded(object)) return;
      const problems = problemsOf.get(object);
      if (problems) this.#store.reject(kind, object, problems);
      else this.#store.put(kind, object, writeTimes.get(object));
      writeTimes.delete(object);
    };
    informer.addHandler({
      onAdd: store,
      onUpdate: (_, object) => store(object),
      onDelete: ({ metadata }, { stale }) =>
        this.#store.remove(kind, metadata, !stale),
    });
    this.#informers.set(keyOf(kind), informer);
    this.#freshness.add(informer, error => {
      if (isForbidden(error)) this.#account ??= deniedAccount(error.message);
      return isNotFound(error)
        ? missingDefinitions([kind], this.#configKey)
        : connectionProblem(error, this.#configKey);
    });
    this.#notifyForbidden(kind, informer);
    informer.start(signal);
    informer.waitForSync(signal).then(
      () => this.#notifyRead(),
      // Rejects only when the watch is stopped.
      () => undefined,
    );
  }

  /** Notifies the listeners and logs when a kind becomes forbidden. */
  #notifyForbidden(
    kind: ResourceKind,
    informer: SharedInformer<ResourceObject>,
  ): void {
    let wasForbidden = false;
    informer.events.onAny(() => {
      const isForbiddenNow = this.#freshness.isForbidden(informer);
      if (isForbiddenNow === wasForbidden) return;
      wasForbidden = isForbiddenNow;
      if (isForbiddenNow) {
        this.#options.logger.warn(
          `${missingRight(kind)}. Features that need it are not available`,
        );
      }
      this.#notifyRead();
    });
  }

  #notifyRead(): void {
    this.#freshness.update();
    for (const listener of this.#readListeners) listener();
  }

  #isIncluded({ kind, metadata }: ResourceObject): boolean {
    const { includes = () => true } = this.#options;
    return (
      isOfCluster(kind, metadata) ||
      includes(organizationNameOf(kind, metadata))
    );
  }
}

function keyOf({ apiVersion, kind }: ResourceKind): string {
  return `${apiVersion} ${kind}`;
}

import { ServiceUnavailableError, toError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { CatalogProviderReport } from '@promenade/backstage-plugin-openchoreo-common';
import {
  catalogUnitTypes,
  type CatalogProvider,
  type CatalogSyncRequest,
  type CatalogUnitKey,
  type CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import { CompleteScopes } from './CompleteScopes';
import { ContentTrust } from './ContentTrust';
import { CountCheck } from './CountCheck';
import { defaultTimes, type ProviderTimes } from './providerTimes';
import type { SyncMetrics } from './SyncMetrics';
import { SyncRecorder } from './SyncRecorder';
import { Timers } from './Timers';
import { UnitQueue } from './UnitQueue';
import { UnitWriter, type UnitWriterOptions } from './UnitWriter';

/** The name of the provider in the catalog. A provider with another name would delete all entities of this one. */
const providerName = 'openchoreo';

/** Who waits for the end of a comparison. */
interface ComparisonWaiter {
  resolve: () => void;
  reject: (error: Error) => void;
}

/** @see OpenChoreoEntityProvider */
export type OpenChoreoEntityProviderOptions = Omit<
  UnitWriterOptions,
  keyof ProviderTimes
> &
  Partial<ProviderTimes> & { metrics: SyncMetrics };

/**
 * Keeps the entities of the catalog equal to the units of the platform.
 *
 * One write is in progress at a time. Units of a type are written only after all kinds that they are made from have been read
 * from their control plane, so that an incomplete read deletes nothing, and a control plane that is away delays no other.
 */
export class OpenChoreoEntityProvider
  implements EntityProvider, CatalogProvider
{
  readonly #options: UnitWriterOptions & ProviderTimes;
  readonly #queue: UnitQueue;
  readonly #writer: UnitWriter;
  readonly #recorder: SyncRecorder;
  readonly #scopes: CompleteScopes;
  readonly #timers = new Timers();
  readonly #countCheck = new CountCheck();
  readonly #contentTrust = new ContentTrust();
  #unsubscribe: (() => void) | undefined;
  /** Whether the catalog has been read. Nothing is sent before. */
  #isReconciled = false;
  #isComparisonDue = true;
  /** Whether the last comparison that sent all entities again found entities in the catalog. */
  #hasFoundEntities = false;
  #comparisonWaiters: ComparisonWaiter[] = [];
  /** Number of units that are being written. */
  #writing = 0;
  #isScheduled = false;
  #isSyncing = false;

  constructor(options: OpenChoreoEntityProviderOptions) {
    this.#options = { ...defaultTimes, ...options };
    this.#scopes = new CompleteScopes(options.source);
    this.#queue = new UnitQueue(
      unit => this.#scopes.scopeOf(unit),
      scope => this.#scopes.isComplete(scope),
    );
    this.#recorder = new SyncRecorder(options.metrics);
    this.#writer = new UnitWriter(
      this.#options,
      {
        enqueue: units => this.#enqueue(units),
        schedule: (ms, work) => this.#timers.schedule(ms, work),
        isStopped: () => this.#timers.isStopped,
      },
      this.#recorder,
    );
    options.metrics.observe(() => this.report());
  }

  getProviderName(): string {
    return providerName;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#writer.connect(connection);
    this.#unsubscribe = this.#options.source.subscribe({
      onChange: (units, writtenAt, deleted = []) => {
        this.#writer.recordDeletions(deleted);
        this.#onChange(units, writtenAt);
      },
      onRead: () => this.#enqueueCompleteScopes(),
    });
    this.#enqueueCompleteScopes();
    this.#scheduleSync();
    this.#scheduleComparison();
    this.#scheduleCheck();
    // Another instance may have written entities until now.
    this.#options.lease.start(() => this.#compareTwice());
  }

  /** Stops all work after the write that is in progress. The catalog keeps the entities. */
  async stop(): Promise<void> {
    this.#timers.stop();
    this.#unsubscribe?.();
    this.#writer.stop();
    const error = new ServiceUnavailableError('The backend is shutting down');
    for (const { reject } of this.#takeComparisonWaiters()) reject(error);
    await this.#options.lease.stop();
  }

  /**
   * Reports that the catalog rejects an entity of another location, because this provider has an entity of the same name.
   *
   * @param location - the location of the rejected entity
   */
  reportRejectedEntity(entityRef: string, location: string): void {
    this.#writer.reportRejectedEntity(entityRef, location);
  }

  report(): CatalogProviderReport {
    const { lease, source } = this.#options;
    return {
      isWriter: lease.isHeld,
      ...this.#recorder.report(),
      ...this.#writer.report(),
      waiting: this.#queue.size + this.#writing,
      unreadTypes: catalogUnitTypes.filter(type => !source.isComplete(type)),
    };
  }

  /** @see CatalogProvider */
  async sync(request: CatalogSyncRequest = {}): Promise<void> {
    if (this.#timers.isStopped) {
      throw new ServiceUnavailableError('The backend is shutting down');
    }
    this.acceptSources(request);
    await new Promise<void>((resolve, reject) => {
      this.#comparisonWaiters.push({ resolve, reject });
      this.requestComparison();
    });
  }

  /** Writes the changes of held control planes with the next comparison. */
  acceptSources({ acceptSources = [] }: CatalogSyncRequest): void {
    this.#writer.acceptSources(acceptSources);
  }

  /** Compares with the catalog and with all resources soon. */
  requestComparison(): void {
    this.#isComparisonDue = true;
    this.#scheduleSync();
  }

  #takeComparisonWaiters(): ComparisonWaiter[] {
    const waiters = this.#comparisonWaiters;
    this.#comparisonWaiters = [];
    return waiters;
  }

  #onChange(units: CatalogUnitKey[], writtenAt: number | undefined): void {
    // The first read has the writes of years.
    if (this.#isReconciled) {
      const read = units.filter(unit =>
        this.#scopes.isComplete(this.#scopes.scopeOf(unit)),
      );
      this.#recorder.recordChange(read, writtenAt);
    }
    this.#enqueue(units);
  }

  #scheduleSync(): void {
    if (this.#isScheduled || this.#isSyncing) return;
    this.#isScheduled = true;
    this.#timers.schedule(this.#options.coalesceMs, () => {
      this.#isScheduled = false;
      void this.#sync();
    });
  }

  #scheduleComparison(): void {
    this.#timers.schedule(this.#options.compareEveryMs, () => {
      this.requestComparison();
      this.#scheduleComparison();
    });
  }

  #scheduleCheck(): void {
    this.#timers.schedule(this.#options.checkEveryMs, () => {
      void this.#check().finally(() => this.#scheduleCheck());
    });
  }

  /** Compares if the catalog does not have as many entities as it accepted. */
  async #check(): Promise<void> {
    const { catalog, lease, logger } = this.#options;
    if (!lease.isHeld || !this.#isReconciled || this.#queue.hasReady) return;
    try {
      const accepted = this.#writer.acceptedCount;
      const present = await catalog.count();
      if (this.#countCheck.check(accepted, present)) this.requestComparison();
    } catch (error) {
      logger.debug(
        'The entities of the catalog cannot be counted',
        toError(error),
      );
    }
  }

  /** Sends all entities again. Sends them once more after some time if the catalog had entities. */
  #compareTwice(): void {
    this.#contentTrust.reset();
    this.requestComparison();
    this.#timers.schedule(this.#options.compareAgainMs, () => {
      if (this.#hasFoundEntities) this.#contentTrust.reset();
      this.requestComparison();
    });
  }

  #enqueue(units: Iterable<CatalogUnitKey>): void {
    this.#queue.add(units);
    if (this.#queue.hasReady) this.#scheduleSync();
  }

  #enqueueCompleteScopes(): void {
    const { types, isAdded } = this.#scopes.update();
    this.#enqueueAll(types, isAdded);
  }

  /** Enqueues the units that exist and those that have entities. */
  #enqueueAll(
    types: readonly CatalogUnitType[],
    isWanted: (unit: CatalogUnitKey) => boolean = () => true,
  ): void {
    const { source, logger } = this.#options;
    for (const type of types) {
      try {
        this.#enqueue(source.list(type).filter(isWanted));
      } catch (error) {
        logger.error(
          `The units of type ${type} cannot be listed`,
          toError(error),
        );
      }
    }
    this.#enqueue(
      this.#writer
        .units()
        .filter(unit => types.includes(unit.type) && isWanted(unit)),
    );
  }

  /** Writes all enqueued units of complete types. Never rejects. */
  async #sync(): Promise<void> {
    this.#isSyncing = true;
    try {
      // A change does not wait for a comparison that comes after it.
      await this.#write();
      if (this.#isComparisonDue) {
        const comparison = await this.#compare();
        await this.#write();
        // What has changed meanwhile.
        await this.#write();
        await comparison?.end();
      }
    } finally {
      this.#isSyncing = false;
      const hasChanges = this.#isReconciled && this.#queue.hasReady;
      if (this.#isComparisonDue || hasChanges) this.#scheduleSync();
    }
  }

  async #write(): Promise<void> {
    if (!this.#isReconciled || !this.#queue.hasReady) return;
    const units = this.#queue.takeReady();
    this.#writing = units.length;
    await this.#writer.write(units);
    this.#writing = 0;
  }

  /**
   * Reads the entities that the catalog has, and enqueues all units.
   *
   * @returns what is to be called when the units were written. Undefined when the entities cannot be read
   */
  async #compare(): Promise<{ end(): Promise<void> } | undefined> {
    const { logger, retryMs } = this.#options;
    const startedAt = performance.now();
    const waiters = this.#takeComparisonWaiters();
    this.#isComparisonDue = false;
    // Before the read, because the lease can be acquired meanwhile.
    const isContentKnown = this.#contentTrust.begin();
    try {
      const count = await this.#writer.reconcile({ isContentKnown });
      if (!isContentKnown) this.#hasFoundEntities = count > 0;
      this.#isReconciled = true;
      this.#enqueueAll(catalogUnitTypes);
      return {
        end: async () => {
          await this.#writer.endComparison();
          this.#recorder.recordComparison(startedAt);
          for (const { resolve } of waiters) resolve();
        },
      };
    } catch (error) {
      if (!isContentKnown) this.#contentTrust.reset();
      const problem = 'The entities of the catalog cannot be read';
      this.#recorder.recordFailedComparison(startedAt, error);
      logger.warn(problem, toError(error));
      this.#timers.schedule(retryMs, () => this.requestComparison());
      const unavailable = new ServiceUnavailableError(problem, error);
      for (const { reject } of waiters) reject(unavailable);
      return undefined;
    }
  }
}

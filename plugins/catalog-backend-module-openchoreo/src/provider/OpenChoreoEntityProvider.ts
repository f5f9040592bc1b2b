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
  type CatalogUnitSource,
  type CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { SyncMetrics } from './SyncMetrics';
import { SyncRecorder } from './SyncRecorder';
import { UnitQueue } from './UnitQueue';
import { UnitWriter, type UnitWriterOptions } from './UnitWriter';

/** The name of the provider in the catalog. A provider with another name would delete all entities of this one. */
const providerName = 'openchoreo';

const defaultTimes = {
  /** Changes within this time are sent together, in milliseconds. */
  coalesceMs: 250,
  /** Time until removals beyond the limit are confirmed, in milliseconds. */
  confirmAfterMs: 30_000,
  /** Time between two comparisons with the catalog and with all resources, in milliseconds. */
  compareEveryMs: 600_000,
  /** Time between two checks of the number of entities, in milliseconds. A wrong number is followed by a comparison. */
  checkEveryMs: 60_000,
  /**
   * Time between the first comparison and the second one, in milliseconds. The catalog does not return entities that it has not
   * processed yet.
   */
  compareAgainMs: 60_000,
  /** Time after which a failed request to the catalog is repeated, in milliseconds. */
  retryMs: 5_000,
  /** Time after which an accepted entity that the catalog does not return is lost, in milliseconds. */
  lostAfterMs: 300_000,
};

/**
 * Number of comparisons between two that send all entities again. The catalog logs an update that it could not store, and does not
 * report it to the provider.
 */
const trustingComparisons = 5;

/** Who waits for the end of a comparison. */
interface ComparisonWaiter {
  resolve: () => void;
  reject: (error: Error) => void;
}

/** When the provider does what, in milliseconds. */
export type ProviderTimes = typeof defaultTimes;

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
  readonly #completeScopes = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #unsubscribe: (() => void) | undefined;
  /** Whether the catalog has been read. Nothing is sent before. */
  #isReconciled = false;
  #isComparisonDue = true;
  /** Number of comparisons until all entities are sent again. */
  #trustingComparisons = 0;
  /** The difference between the numbers of accepted entities and of entities in the catalog, at the last check. */
  #lastDifference = Infinity;
  /** The difference at the last comparison that followed a check. */
  #comparedDifference = 0;
  /** Whether the last comparison that sent all entities again found entities in the catalog. */
  #hasFoundEntities = false;
  #comparisonWaiters: ComparisonWaiter[] = [];
  /** Number of units that are being written. */
  #writing = 0;
  #isScheduled = false;
  #isSyncing = false;
  #isStopped = false;

  constructor(options: OpenChoreoEntityProviderOptions) {
    this.#options = { ...defaultTimes, ...options };
    this.#queue = new UnitQueue(
      unit => scopeOf(unit, options.source),
      scope => this.#completeScopes.has(scope),
    );
    this.#recorder = new SyncRecorder(options.metrics);
    this.#writer = new UnitWriter(
      this.#options,
      {
        enqueue: units => this.#enqueue(units),
        schedule: (ms, work) => this.#schedule(ms, work),
        isStopped: () => this.#isStopped,
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
    this.#isStopped = true;
    this.#unsubscribe?.();
    this.#writer.stop();
    for (const timer of this.#timers) clearTimeout(timer);
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
    if (this.#isStopped) {
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
      const isRead = (unit: CatalogUnitKey) =>
        this.#completeScopes.has(scopeOf(unit, this.#options.source));
      this.#recorder.recordChange(units.filter(isRead), writtenAt);
    }
    this.#enqueue(units);
  }

  #schedule(ms: number, work: () => void): void {
    if (this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    timer.unref?.();
    this.#timers.add(timer);
  }

  #scheduleSync(): void {
    if (this.#isScheduled || this.#isSyncing) return;
    this.#isScheduled = true;
    this.#schedule(this.#options.coalesceMs, () => {
      this.#isScheduled = false;
      void this.#sync();
    });
  }

  #scheduleComparison(): void {
    this.#schedule(this.#options.compareEveryMs, () => {
      this.requestComparison();
      this.#scheduleComparison();
    });
  }

  #scheduleCheck(): void {
    this.#schedule(this.#options.checkEveryMs, () => {
      void this.#check().finally(() => this.#scheduleCheck());
    });
  }

  /**
   * Compares if the catalog does not have as many entities as it accepted: somebody unregistered some, or a backend without this
   * module has removed all. The same difference is followed by one comparison, because a processor of the catalog may reject
   * entities. One that becomes smaller is followed by none, because the catalog is behind with its processing.
   */
  async #check(): Promise<void> {
    const { catalog, lease, logger } = this.#options;
    if (!lease.isHeld || !this.#isReconciled || this.#queue.hasReady) return;
    try {
      const accepted = this.#writer.acceptedCount;
      const difference = Math.abs(accepted - (await catalog.count()));
      const isNew = difference !== 0 && difference !== this.#comparedDifference;
      if (isNew && difference >= this.#lastDifference) {
        this.requestComparison();
        this.#comparedDifference = difference;
      }
      if (difference === 0) this.#comparedDifference = 0;
      this.#lastDifference = difference;
    } catch (error) {
      logger.debug(
        'The entities of the catalog cannot be counted',
        toError(error),
      );
    }
  }

  /** Sends all entities again. Sends them once more after some time if the catalog had entities. */
  #compareTwice(): void {
    this.#trustingComparisons = 0;
    this.requestComparison();
    this.#schedule(this.#options.compareAgainMs, () => {
      if (this.#hasFoundEntities) this.#trustingComparisons = 0;
      this.requestComparison();
    });
  }

  #enqueue(units: Iterable<CatalogUnitKey>): void {
    this.#queue.add(units);
    if (this.#queue.hasReady) this.#scheduleSync();
  }

  #enqueueCompleteScopes(): void {
    const { source } = this.#options;
    const added = new Set<string>();
    const types = catalogUnitTypes.filter(type => {
      const scopes = [...source.sourceNames, undefined]
        .filter(sourceName => source.isComplete(type, sourceName))
        .map(sourceName => scopeId(type, sourceName))
        .filter(scope => !this.#completeScopes.has(scope));
      for (const scope of scopes) added.add(scope);
      return scopes.length > 0;
    });
    for (const scope of added) this.#completeScopes.add(scope);
    this.#enqueueAll(types, unit => added.has(scopeOf(unit, source)));
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
    const isContentKnown = this.#trustingComparisons > 0;
    // Before the read, because the lease can be acquired meanwhile.
    this.#trustingComparisons = isContentKnown
      ? this.#trustingComparisons - 1
      : trustingComparisons;
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
      if (!isContentKnown) this.#trustingComparisons = 0;
      const problem = 'The entities of the catalog cannot be read';
      this.#recorder.recordFailedComparison(startedAt, error);
      logger.warn(problem, toError(error));
      this.#schedule(retryMs, () => this.requestComparison());
      const unavailable = new ServiceUnavailableError(problem, error);
      for (const { reject } of waiters) reject(unavailable);
      return undefined;
    }
  }
}

/**
 * The units that are complete together: those of a type and a control plane. The units of organizations that no control plane has
 * are complete when all control planes are.
 */
function scopeOf(
  { type, organization }: CatalogUnitKey,
  source: CatalogUnitSource,
): string {
  return scopeId(type, source.sourceOf(organization));
}

function scopeId(
  type: CatalogUnitType,
  sourceName: string | undefined,
): string {
  return `${type} ${sourceName ?? ''}`;
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { originLocation } from '@promenade/backstage-plugin-openchoreo-common';
import {
  catalogUnitTypes,
  type CatalogUnitKey,
  type CatalogUnitProblem,
  type CatalogUnitSource,
  type CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { TranslationDefaults } from '../translate/entityMeta';
import { translateUnit } from '../translate/translateUnit';
import type { CatalogReader } from './CatalogReader';
import { EmittedEntities, type EntityDelta } from './EmittedEntities';
import { RemovalGuard, type RemovalLimit } from './RemovalGuard';
import { unitId } from './unitId';
import { UnitProblems } from './UnitProblems';
import { UnitQueue } from './UnitQueue';
import { validateEntity } from './validateEntity';

/** The name of the provider in the catalog. A provider with another name would delete all entities of this one. */
const providerName = 'openchoreo';

/** @see OpenChoreoEntityProvider */
export interface OpenChoreoEntityProviderOptions extends TranslationDefaults {
  source: CatalogUnitSource;
  catalog: Pick<CatalogReader, 'knownEntities' | 'foreignOrigins'>;
  logger: LoggerService;
  removalLimit: RemovalLimit;
  /** Changes within this time are sent together, in milliseconds. */
  coalesceMs?: number;
  /** Time until removals beyond the limit are confirmed, in milliseconds. */
  confirmAfterMs?: number;
  /** Time between two comparisons with the catalog and with all resources, in milliseconds. */
  compareEveryMs?: number;
  /** Time after which a failed request to the catalog is repeated, in milliseconds. */
  retryMs?: number;
}

const unitsPerMutation = 200;

interface UnitDelta extends EntityDelta {
  unit: CatalogUnitKey;
  id: string;
}

/**
 * Keeps the entities of the catalog equal to the units of the platform.
 *
 * It sends only differences, one mutation at a time. Units of a type are translated only after all kinds that they are made
 * from have been read, and removals beyond the limit are confirmed first, so that an incomplete read deletes nothing. A unit
 * that cannot be translated keeps its entities. An entity that the catalog has from elsewhere is not taken.
 */
export class OpenChoreoEntityProvider implements EntityProvider {
  readonly #options: Required<OpenChoreoEntityProviderOptions>;
  readonly #emitted = new EmittedEntities();
  readonly #queue: UnitQueue;
  readonly #guard: RemovalGuard;
  readonly #problems: UnitProblems;
  readonly #completeTypes = new Set<CatalogUnitType>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #connection: EntityProviderConnection | undefined;
  #unsubscribe: (() => void) | undefined;
  /** Whether the catalog has been read. Nothing is sent before. */
  #isReconciled = false;
  #isComparisonDue = true;
  #isScheduled = false;
  #isSyncing = false;
  #isStopped = false;

  constructor(options: OpenChoreoEntityProviderOptions) {
    this.#options = {
      coalesceMs: 250,
      confirmAfterMs: 30_000,
      compareEveryMs: 600_000,
      retryMs: 5_000,
      ...options,
    };
    this.#queue = new UnitQueue(type => this.#completeTypes.has(type));
    this.#guard = new RemovalGuard(options.removalLimit);
    this.#problems = new UnitProblems(options);
  }

  getProviderName(): string {
    return providerName;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    this.#unsubscribe = this.#options.source.subscribe({
      onChange: units => this.#enqueue(units),
      onRead: () => this.#enqueueCompleteTypes(),
    });
    this.#enqueueCompleteTypes();
    this.#scheduleSync();
    this.#scheduleComparison();
  }

  /** Stops all work. The catalog keeps the entities. */
  stop(): void {
    this.#isStopped = true;
    this.#unsubscribe?.();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /**
   * Reports that the catalog rejects an entity of another location, because this provider has an entity of the same name.
   *
   * @param location - the location of the rejected entity
   */
  reportRejectedEntity(entityRef: string, location: string): void {
    const unit = this.#emitted.unitOf(entityRef);
    if (unit) this.#problems.addRejectedEntity(unit, entityRef, location);
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
      this.#requestComparison();
      this.#scheduleComparison();
    });
  }

  #requestComparison(): void {
    this.#isComparisonDue = true;
    this.#scheduleSync();
  }

  #enqueue(units: Iterable<CatalogUnitKey>): void {
    this.#queue.add(units);
    if (this.#queue.hasReady) this.#scheduleSync();
  }

  #enqueueCompleteTypes(): void {
    const { source } = this.#options;
    const added = catalogUnitTypes.filter(
      type => !this.#completeTypes.has(type) && source.isComplete(type),
    );
    for (const type of added) this.#completeTypes.add(type);
    this.#enqueueAll(added);
  }

  /** Enqueues the units that exist and those that have entities. */
  #enqueueAll(types: readonly CatalogUnitType[]): void {
    const { source, logger } = this.#options;
    for (const type of types) {
      try {
        this.#enqueue(source.list(type));
      } catch (error) {
        logger.error(
          `The units of type ${type} cannot be listed`,
          asError(error),
        );
      }
    }
    this.#enqueue(
      this.#emitted.units().filter(({ type }) => types.includes(type)),
    );
  }

  /** Sends the changes of all enqueued units of complete types. Never rejects. */
  async #sync(): Promise<void> {
    this.#isSyncing = true;
    try {
      if (this.#isComparisonDue) await this.#compare();
      if (!this.#isReconciled) return;
      // All units at once, because the removal limit is a share of the whole.
      const deltas = this.#withoutHeldRemovals(
        await this.#deltasOf(this.#queue.takeReady()),
      );
      for (let i = 0; i < deltas.length; i += unitsPerMutation) {
        if (this.#isStopped) return;
        await this.#send(deltas.slice(i, i + unitsPerMutation));
      }
    } finally {
      this.#isSyncing = false;
      const hasChanges = this.#isReconciled && this.#queue.hasReady;
      if (this.#isComparisonDue || hasChanges) this.#scheduleSync();
    }
  }

  /** Compares the emitted entities with those that the catalog has, and enqueues all units. */
  async #compare(): Promise<void> {
    const { catalog, logger, retryMs } = this.#options;
    this.#isComparisonDue = false;
    try {
      this.#emitted.reconcile(await catalog.knownEntities());
      this.#isReconciled = true;
      this.#enqueueAll(catalogUnitTypes);
    } catch (error) {
      logger.warn('The entities of the catalog cannot be read', asError(error));
      this.#schedule(retryMs, () => this.#requestComparison());
    }
  }

  async #deltasOf(units: readonly CatalogUnitKey[]): Promise<UnitDelta[]> {
    const deltas: UnitDelta[] = [];
    for (const unit of units) {
      try {
        const delta = this.#emitted.diff(unit, await this.#entitiesOf(unit));
        deltas.push({ unit, id: unitId(unit), ...delta });
      } catch (error) {
        // The catalog keeps the entities that it has.
        this.#problems.set(unit, [
          {
            path: '',
            message: `The entities are not updated: ${asError(error).message}`,
          },
        ]);
      }
    }
    return deltas;
  }

  /** The entities of a unit. @throws Error when it cannot be translated to valid entities */
  async #entitiesOf(key: CatalogUnitKey): Promise<Entity[]> {
    const unit = this.#options.source.get(key);
    const entities = unit ? translateUnit(unit, this.#options) : [];
    for (const entity of entities) {
      const error = await validateEntity(entity);
      if (error) throw new Error(error);
    }
    return entities;
  }

  #withoutHeldRemovals(deltas: UnitDelta[]): UnitDelta[] {
    const { confirmAfterMs, logger } = this.#options;
    const { held, newlyHeld } = this.#guard.check(deltas, this.#emitted.size);
    if (newlyHeld.length) {
      logger.warn(
        `The resources of ${
          newlyHeld.length
        } units with entities are gone. Their entities are removed if that is still so in ${
          confirmAfterMs / 1000
        } s`,
      );
      const ids = new Set(newlyHeld);
      const units = deltas.flatMap(({ id, unit }) => (ids.has(id) ? unit : []));
      this.#schedule(confirmAfterMs, () => {
        this.#guard.confirm(newlyHeld);
        this.#enqueue(units);
      });
    }
    return deltas.map(delta =>
      held.has(delta.id) ? { ...delta, removed: [] } : delta,
    );
  }

  async #send(deltas: readonly UnitDelta[]): Promise<void> {
    const { logger, retryMs } = this.#options;
    try {
      const origins = await this.#foreignOrigins(deltas);
      const accepted = deltas.map(delta => ({
        ...delta,
        added: delta.added.filter(
          entity => !origins.has(stringifyEntityRef(entity)),
        ),
      }));
      await this.#applyMutation(accepted);
      for (const entityRef of origins.keys()) this.#emitted.remove(entityRef);
      for (const { unit, ...delta } of accepted) {
        this.#enqueue(this.#emitted.commit(unit, delta));
      }
      for (const delta of deltas) {
        this.#problems.removeRejectedEntities(delta.unit, delta.removed);
        this.#problems.set(delta.unit, conflictProblems(delta, origins));
      }
    } catch (error) {
      logger.warn(
        `The catalog did not accept ${deltas.length} changed units. They are sent again`,
        asError(error),
      );
      this.#schedule(retryMs, () =>
        this.#enqueue(deltas.map(({ unit }) => unit)),
      );
    }
  }

  /** The origins of those added entities that the catalog has from elsewhere. */
  #foreignOrigins(deltas: readonly UnitDelta[]): Promise<Map<string, string>> {
    const entityRefs = deltas
      .flatMap(({ added }) => added)
      .map(entity => stringifyEntityRef(entity))
      .filter(entityRef => !this.#emitted.isConfirmed(entityRef));
    return this.#options.catalog.foreignOrigins(entityRefs);
  }

  async #applyMutation(deltas: readonly EntityDelta[]): Promise<void> {
    const added = deltas.flatMap(delta => delta.added);
    const removed = deltas.flatMap(delta => delta.removed);
    if (!added.length && !removed.length) return;
    await this.#connection?.applyMutation({
      type: 'delta',
      added: added.map(entity => ({ entity, locationKey: originLocation })),
      removed: removed.map(entityRef => ({
        entityRef,
        locationKey: originLocation,
      })),
    });
    this.#options.logger.debug(
      `The catalog accepted ${added.length} added or changed and ${removed.length} removed entities`,
    );
  }
}

/** The problems of entities that are left out because their names are taken. */
function conflictProblems(
  { added, conflicts }: EntityDelta,
  origins: ReadonlyMap<string, string>,
): CatalogUnitProblem[] {
  const taken = [
    ...added.flatMap(entity => {
      const entityRef = stringifyEntityRef(entity);
      const origin = origins.get(entityRef);
      return origin === undefined ? [] : [{ entityRef, owner: origin }];
    }),
    ...conflicts.map(({ entityRef, unit }) => ({ entityRef, owner: unit })),
  ];
  return taken.map(({ entityRef, owner }) => ({
    path: 'metadata.name',
    message: `The entity ${entityRef} already exists and belongs to ${owner}. Rename one of the two`,
  }));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  catalogUnitTypes,
  type CatalogUnitKey,
  type CatalogUnitSource,
  type CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  originLocation,
  type TranslationDefaults,
} from '../translate/entityMeta';
import { translateUnit } from '../translate/translateUnit';
import { EmittedEntities, type EntityDelta } from './EmittedEntities';
import type { KnownEntity } from './knownEntities';
import { needsConfirmation, type RemovalLimit } from './removalLimit';
import { unitId, unitKey } from './unitId';
import { validateEntity } from './validateEntity';

/** The name of the provider in the catalog. A provider with another name would delete all entities of this one. */
const providerName = 'openchoreo';

/** @see OpenChoreoEntityProvider */
export interface OpenChoreoEntityProviderOptions extends TranslationDefaults {
  source: CatalogUnitSource;
  logger: LoggerService;
  /** Reads the entities that the catalog has from earlier runs. Repeated until it succeeds. */
  knownEntities: () => Promise<KnownEntity[]>;
  removalLimit: RemovalLimit;
  /** Called with the validation error of a unit's entity, and with undefined when its entities are valid. */
  onValidated?: (unit: string, error: string | undefined) => void;
  /** Changes within this time are sent together, in milliseconds. */
  coalesceMs?: number;
  /** Time until removals beyond the limit are confirmed, in milliseconds. */
  confirmAfterMs?: number;
  /** Time between two full comparisons, in milliseconds. */
  compareEveryMs?: number;
  /** Time after which a failed request to the catalog is repeated, in milliseconds. */
  retryMs?: number;
}

const unitsPerMutation = 200;

interface UnitDelta extends EntityDelta {
  unit: string;
}

/**
 * Keeps the entities of the catalog equal to the units of the platform.
 *
 * It sends only differences, one mutation at a time. Units of a type are translated only after all kinds that they are made
 * from have been read, and removals beyond the limit are confirmed first, so that an incomplete read deletes nothing.
 */
export class OpenChoreoEntityProvider implements EntityProvider {
  readonly #options: Required<OpenChoreoEntityProviderOptions>;
  readonly #emitted = new EmittedEntities();
  readonly #changedUnits = new Set<string>();
  readonly #confirmedUnits = new Set<string>();
  readonly #completeTypes = new Set<CatalogUnitType>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #connection: EntityProviderConnection | undefined;
  #unsubscribe: (() => void) | undefined;
  #isScheduled = false;
  #isSyncing = false;
  #isStopped = false;

  constructor(options: OpenChoreoEntityProviderOptions) {
    this.#options = {
      onValidated: () => {},
      coalesceMs: 250,
      confirmAfterMs: 30_000,
      compareEveryMs: 600_000,
      retryMs: 5_000,
      ...options,
    };
  }

  getProviderName(): string {
    return providerName;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    const { source, compareEveryMs } = this.#options;
    this.#unsubscribe = source.subscribe({
      onChange: units => this.#enqueue(units.map(unitId)),
      onRead: () => this.#enqueueCompleteTypes(),
    });
    this.#enqueueCompleteTypes();
    this.#schedule(compareEveryMs, () => this.#enqueueAll());
    this.#schedule(0, () => this.#adoptKnownEntities());
  }

  /** Stops all work. The catalog keeps the entities. */
  stop(): void {
    this.#isStopped = true;
    this.#unsubscribe?.();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #schedule(ms: number, work: () => void | Promise<void>): void {
    if (this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, ms);
    timer.unref?.();
    this.#timers.add(timer);
  }

  #enqueue(units: Iterable<string>): void {
    for (const unit of units) this.#changedUnits.add(unit);
    const isIdle = !this.#isScheduled && !this.#isSyncing;
    if (!isIdle || !this.#hasCompleteUnits()) return;
    this.#isScheduled = true;
    this.#schedule(this.#options.coalesceMs, () => this.#sync());
  }

  #isComplete(unit: string): boolean {
    return this.#completeTypes.has(unitKey(unit).type);
  }

  #hasCompleteUnits(): boolean {
    for (const unit of this.#changedUnits)
      if (this.#isComplete(unit)) return true;
    return false;
  }

  #enqueueCompleteTypes(): void {
    const { source } = this.#options;
    for (const type of catalogUnitTypes) {
      if (this.#completeTypes.has(type) || !source.isComplete(type)) continue;
      this.#completeTypes.add(type);
      this.#enqueue(source.list(type).map(unitId));
      this.#enqueue(
        [...this.#emitted.units()].filter(unit => unitKey(unit).type === type),
      );
    }
  }

  /** Adopts the entities of earlier runs, so that those of deleted resources are removed. */
  async #adoptKnownEntities(): Promise<void> {
    try {
      const known = await this.#options.knownEntities();
      for (const { unit, ref } of known) this.#emitted.adopt(unit, ref);
      this.#enqueue(known.map(({ unit }) => unit));
    } catch (error) {
      this.#options.logger.debug(
        `The entities of earlier runs cannot be read yet: ${error}`,
      );
      this.#schedule(this.#options.retryMs, () => this.#adoptKnownEntities());
    }
  }

  #enqueueAll(): void {
    const { source, compareEveryMs } = this.#options;
    for (const type of catalogUnitTypes) {
      this.#enqueue(source.list(type).map(unitId));
    }
    this.#enqueue(this.#emitted.units());
    this.#schedule(compareEveryMs, () => this.#enqueueAll());
  }

  async #sync(): Promise<void> {
    this.#isScheduled = false;
    if (this.#isSyncing || this.#isStopped) return;
    this.#isSyncing = true;
    // All units at once, because the removal limit is a share of the whole.
    const deltas = await this.#deltasOf(this.#takeCompleteUnits());
    while (deltas.length > 0 && !this.#isStopped) {
      const batch = deltas.splice(0, unitsPerMutation);
      try {
        await this.#send(batch);
      } catch (error) {
        this.#options.logger.warn(
          `The catalog did not accept ${batch.length} changed units. They are sent again`,
          error instanceof Error ? error : new Error(String(error)),
        );
        const units = batch.map(({ unit }) => unit);
        this.#schedule(this.#options.retryMs, () => this.#enqueue(units));
      }
    }
    this.#isSyncing = false;
    this.#enqueue([]);
  }

  /** Takes the changed units of complete types. The others stay enqueued. */
  #takeCompleteUnits(): string[] {
    const units = [...this.#changedUnits].filter(unit =>
      this.#isComplete(unit),
    );
    for (const unit of units) this.#changedUnits.delete(unit);
    return units;
  }

  async #deltasOf(units: readonly string[]): Promise<UnitDelta[]> {
    const deltas: UnitDelta[] = [];
    for (const unit of units) {
      const entities = this.#translate(unitKey(unit));
      // A unit with an invalid entity keeps the entities that the catalog has.
      if (await this.#areValid(unit, entities)) {
        deltas.push({ unit, ...this.#emitted.diff(unit, entities) });
      }
    }
    return this.#withoutUnconfirmedRemovals(deltas);
  }

  #translate(key: CatalogUnitKey): Entity[] {
    const { source, defaultOwner, defaultLifecycle } = this.#options;
    const unit = source.get(key);
    return unit ? translateUnit(unit, { defaultOwner, defaultLifecycle }) : [];
  }

  async #areValid(unit: string, entities: Entity[]): Promise<boolean> {
    const { logger, onValidated } = this.#options;
    for (const entity of entities) {
      const error = await validateEntity(entity);
      if (error) {
        logger.warn(`The entities of ${unit} are not updated: ${error}`);
        onValidated(unit, error);
        return false;
      }
    }
    onValidated(unit, undefined);
    return true;
  }

  #withoutUnconfirmedRemovals(deltas: UnitDelta[]): UnitDelta[] {
    const { removalLimit, confirmAfterMs, logger } = this.#options;
    const unconfirmed = deltas.filter(
      ({ unit, removed }) =>
        removed.length > 0 && !this.#confirmedUnits.has(unit),
    );
    const removals = unconfirmed.reduce((sum, d) => sum + d.removed.length, 0);
    for (const { unit } of deltas) this.#confirmedUnits.delete(unit);
    if (!needsConfirmation(removals, this.#emitted.size, removalLimit))
      return deltas;
    logger.warn(
      `${removals} of ${
        this.#emitted.size
      } entities have no resource any more. They are removed if that is still so in ${
        confirmAfterMs / 1000
      } s`,
    );
    const units = unconfirmed.map(({ unit }) => unit);
    this.#schedule(confirmAfterMs, () => {
      for (const unit of units) this.#confirmedUnits.add(unit);
      this.#enqueue(units);
    });
    const held = new Set(units);
    return deltas.map(delta =>
      held.has(delta.unit) ? { ...delta, removed: [] } : delta,
    );
  }

  async #send(deltas: UnitDelta[]): Promise<void> {
    const added = deltas.flatMap(delta => delta.added);
    const removed = deltas.flatMap(delta => delta.removed);
    if (added.length === 0 && removed.length === 0) return;
    await this.#connection?.applyMutation({
      type: 'delta',
      added: added.map(entity => ({ entity, locationKey: originLocation })),
      removed: removed.map(entityRef => ({
        entityRef,
        locationKey: originLocation,
      })),
    });
    for (const { unit, ...delta } of deltas) this.#emitted.commit(unit, delta);
    this.#options.logger.debug(
      `The catalog accepted ${added.length} added or changed and ${removed.length} removed entities`,
    );
  }
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { originLocation } from '../translate/entityMeta';
import { kindOfUnit, unitTypes, unitsTouchedBy } from '../translate/units';
import { EntityLedger, type EntityDelta } from './EntityLedger';
import type { KnownEntity } from './knownEntities';
import type { PlatformSource } from './PlatformSource';
import { wantsConfirmation, type RemovalCeiling } from './removalGuard';
import { refusalOf } from './validEntity';

/** The name under which the catalog keeps the entities. Another name would make it drop all of them. */
const providerName = 'openchoreo';

/** @see OpenChoreoEntityProvider */
export interface OpenChoreoEntityProviderOptions {
  source: PlatformSource;
  /** Entity ref of the owner of what names none. */
  defaultOwner: string;
  defaultLifecycle: string;
  logger: LoggerService;
  /** The entities that the catalog holds of this provider from earlier runs. Asked again until it answers. */
  knownEntities: () => Promise<KnownEntity[]>;
  removalCeiling: RemovalCeiling;
  /** Told of a unit whose entity the catalog would refuse, with why; and with undefined when that is over. */
  onRefused?: (unit: string, refusal: string | undefined) => void;
  /** Changes within this time, in milliseconds, go to the catalog together. */
  coalesceMs?: number;
  /** Milliseconds until a removal beyond the ceiling is looked at again. */
  confirmAfterMs?: number;
  /** Milliseconds between full comparisons with the resources. */
  compareEveryMs?: number;
}

const unitsPerMutation = 200;
const retryMs = 5_000;

interface UnitDelta extends EntityDelta {
  unit: string;
}

/**
 * Keeps the catalog equal to the resources of the control plane, as they change.
 *
 * It sends differences only, one mutation at a time. Nothing is removed on a read that was not whole: a kind that has not been
 * read is waited for, a failed watch keeps what it knew, and more removals than the ceiling are looked at twice.
 */
export class OpenChoreoEntityProvider implements EntityProvider {
  readonly #options: Required<OpenChoreoEntityProviderOptions>;
  readonly #ledger = new EntityLedger();
  readonly #dirty = new Set<string>();
  readonly #confirmed = new Set<string>();
  readonly #readTypes = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #connection: EntityProviderConnection | undefined;
  #unsubscribe: (() => void) | undefined;
  #scheduled = false;
  #working = false;
  #stopped = false;

  constructor(options: OpenChoreoEntityProviderOptions) {
    this.#options = {
      onRefused: () => {},
      coalesceMs: 250,
      confirmAfterMs: 30_000,
      compareEveryMs: 600_000,
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
      onChange: change => this.#touch(unitsTouchedBy(change, source.resources)),
      onRead: () => this.#noticeReadTypes(),
    });
    this.#noticeReadTypes();
    this.#later(compareEveryMs, () => this.#compareAll());
    this.#later(0, () => this.#adoptKnown());
  }

  /** Stops all work. What the catalog has stays. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #later(ms: number, work: () => void | Promise<void>): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, ms);
    timer.unref?.();
    this.#timers.add(timer);
  }

  #touch(units: Iterable<string>): void {
    for (const unit of units) this.#dirty.add(unit);
    const isIdle = !this.#scheduled && !this.#working;
    if (!isIdle || !this.#hasReadyWork()) return;
    this.#scheduled = true;
    this.#later(this.#options.coalesceMs, () => this.#work());
  }

  #hasReadyWork(): boolean {
    for (const unit of this.#dirty)
      if (this.#readTypes.has(kindOfUnit(unit))) return true;
    return false;
  }

  #noticeReadTypes(): void {
    const { source } = this.#options;
    for (const type of unitTypes) {
      if (this.#readTypes.has(type.kind)) continue;
      if (!type.needs.every(kind => source.hasRead(kind))) continue;
      this.#readTypes.add(type.kind);
      this.#touch(type.keys(source.resources));
      this.#touch(this.#adoptedUnits(type.kind));
    }
  }

  #adoptedUnits(kind: string): string[] {
    return [...this.#ledger.units()].filter(unit =>
      unit.startsWith(`${kind}:`),
    );
  }

  /** Learns what earlier runs left in the catalog, so that what has gone since is removed too. */
  async #adoptKnown(): Promise<void> {
    try {
      const known = await this.#options.knownEntities();
      for (const { unit, ref } of known) this.#ledger.adopt(unit, ref);
      this.#touch(known.map(({ unit }) => unit));
    } catch (error) {
      this.#options.logger.debug(
        `The catalog cannot be asked yet for the entities of earlier runs: ${error}`,
      );
      this.#later(retryMs, () => this.#adoptKnown());
    }
  }

  #compareAll(): void {
    const { source, compareEveryMs } = this.#options;
    for (const type of unitTypes) this.#touch(type.keys(source.resources));
    this.#touch(this.#ledger.units());
    this.#later(compareEveryMs, () => this.#compareAll());
  }

  async #work(): Promise<void> {
    this.#scheduled = false;
    if (this.#working || this.#stopped) return;
    this.#working = true;
    // All at once: whether so many removals are believable can only be said of the whole.
    const deltas = await this.#deltasOf(this.#takeUnits());
    while (deltas.length > 0 && !this.#stopped) {
      const some = deltas.splice(0, unitsPerMutation);
      try {
        await this.#send(some);
      } catch (error) {
        this.#options.logger.warn(
          `The catalog did not take ${some.length} changed resources; they are sent again`,
          error instanceof Error ? error : new Error(String(error)),
        );
        const units = some.map(({ unit }) => unit);
        this.#later(retryMs, () => this.#touch(units));
      }
    }
    this.#working = false;
    this.#touch([]);
  }

  /** The next units whose type has been read whole; the others stay until it has. */
  #takeUnits(): string[] {
    const units = [...this.#dirty].filter(unit =>
      this.#readTypes.has(kindOfUnit(unit)),
    );
    for (const unit of units) this.#dirty.delete(unit);
    return units;
  }

  async #deltasOf(units: readonly string[]): Promise<UnitDelta[]> {
    const deltas: UnitDelta[] = [];
    for (const unit of units) {
      const entities = await this.#acceptable(unit, this.#translate(unit));
      // One refused entity leaves the unit as the catalog knows it: its last good state.
      if (entities) deltas.push({ unit, ...this.#ledger.diff(unit, entities) });
    }
    return this.#withoutDoubtfulRemovals(deltas);
  }

  #translate(unit: string): Entity[] {
    const { source, defaultOwner, defaultLifecycle } = this.#options;
    const kind = kindOfUnit(unit);
    const context = {
      resources: source.resources,
      defaultOwner,
      defaultLifecycle,
    };
    return (
      unitTypes.find(type => type.kind === kind)?.translate(unit, context) ?? []
    );
  }

  async #acceptable(
    unit: string,
    entities: Entity[],
  ): Promise<Entity[] | undefined> {
    for (const entity of entities) {
      const refusal = await refusalOf(entity);
      if (refusal) {
        this.#options.logger.warn(`${unit} is left out: ${refusal}`);
        this.#options.onRefused(unit, refusal);
        return undefined;
      }
    }
    this.#options.onRefused(unit, undefined);
    return entities;
  }

  #withoutDoubtfulRemovals(deltas: UnitDelta[]): UnitDelta[] {
    const { removalCeiling, confirmAfterMs, logger } = this.#options;
    const doubtful = deltas.filter(
      ({ unit, removed }) => removed.length > 0 && !this.#confirmed.has(unit),
    );
    const removals = doubtful.reduce((sum, d) => sum + d.removed.length, 0);
    for (const { unit } of deltas) this.#confirmed.delete(unit);
    if (!wantsConfirmation(removals, this.#ledger.size, removalCeiling))
      return deltas;
    logger.warn(
      `${removals} of ${
        this.#ledger.size
      } entities seem to be gone; looking again in ${
        confirmAfterMs / 1000
      } s before they are removed`,
    );
    const units = doubtful.map(({ unit }) => unit);
    this.#later(confirmAfterMs, () => {
      for (const unit of units) this.#confirmed.add(unit);
      this.#touch(units);
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
    for (const { unit, ...delta } of deltas) this.#ledger.commit(unit, delta);
    this.#options.logger.debug(
      `The catalog took ${added.length} added or changed and ${removed.length} removed entities`,
    );
  }
}

import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import type { CatalogReader } from './CatalogReader';
import { Timers } from './Timers';

const defaultTimes = {
  /** Time until the catalog must have added an entity whose name is free, in milliseconds. */
  handoverMs: 60_000,
  /** Time between two requests to add it, in milliseconds. */
  handoverEveryMs: 2_000,
};

/** The times of a handover, in milliseconds. */
export type HandoverTimes = typeof defaultTimes;

/** @see NameHandover */
export interface NameHandoverOptions extends Partial<HandoverTimes> {
  catalog: Pick<CatalogReader, 'foreignOrigins'>;
  logger: LoggerService;
  /** Whether an entity of another location gets the name of an own one. Otherwise the one that had it first keeps it. */
  yieldsNames: boolean;
}

/** Time until an entity that the catalog has not added may get the name again, in milliseconds. */
const failedMs = 600_000;
/** Time until the first request, in which the own entity is removed, in milliseconds. */
const firstRequestMs = 500;

/** Is called when a handover ends. @param isAdded - whether the catalog has the entity of the other location */
type EndListener = (isAdded: boolean) => void;

interface Handover {
  location: string;
  /** As `performance.now()`. */
  startedAt: number;
  listeners: EndListener[];
}

/**
 * Hands the names of own entities over to entities of other locations. The catalog has rejected these and does not try them again
 * by itself. After the own entity is removed, their location is refreshed until the catalog has them. If that takes too long, the
 * handover fails, and the own entity is to be added again.
 */
export class NameHandover {
  readonly #options: NameHandoverOptions & HandoverTimes;
  readonly #handovers = new Map<string, Handover>();
  /** The locations that names were given to, by entity ref. */
  readonly #given = new Map<string, string>();
  readonly #failedUntil = new Map<string, number>();
  readonly #timers = new Timers();
  #connection: EntityProviderConnection | undefined;
  #onReturn: (unit: CatalogUnitKey) => void = () => {};

  constructor(options: NameHandoverOptions) {
    this.#options = { ...defaultTimes, ...options };
  }

  /** @param onReturn - is called with the unit of the own entity when a name is not given any more */
  connect(
    connection: EntityProviderConnection,
    onReturn: (unit: CatalogUnitKey) => void,
  ): void {
    this.#connection = connection;
    this.#onReturn = onReturn;
  }

  stop(): void {
    this.#timers.stop();
  }

  /**
   * Gives the name of an own entity to the entity of a location. The own entity is to be removed then.
   *
   * @returns whether the name is given
   */
  give(unit: CatalogUnitKey, entityRef: string, location: string): boolean {
    if (this.#given.has(entityRef)) return true;
    const { logger, yieldsNames } = this.#options;
    if (!yieldsNames || this.hasFailed(entityRef)) return false;
    logger.info(
      `The entity ${entityRef} is removed, because ${location} has one of the same name`,
    );
    this.#given.set(entityRef, location);
    this.start(entityRef, location, () => {
      this.#given.delete(entityRef);
      this.#onReturn(unit);
    });
    return true;
  }

  /** The location that a name is given to. */
  locationOf(entityRef: string): string | undefined {
    return this.#given.get(entityRef);
  }

  /** Refreshes a location until the catalog has its entity, whose name is free or becomes free soon. */
  start(entityRef: string, location: string, onEnd: EndListener): void {
    const current = this.#handovers.get(entityRef);
    if (current) {
      current.listeners.push(onEnd);
      return;
    }
    this.#handovers.set(entityRef, {
      location,
      startedAt: performance.now(),
      listeners: [onEnd],
    });
    const { handoverEveryMs } = this.#options;
    this.#schedule(Math.min(firstRequestMs, handoverEveryMs), entityRef);
  }

  isInProgress(entityRef: string): boolean {
    return this.#handovers.has(entityRef);
  }

  /** Whether the last handover of a name failed a short time ago. */
  hasFailed(entityRef: string): boolean {
    return (this.#failedUntil.get(entityRef) ?? 0) > performance.now();
  }

  /** Allows another handover of a name at once. */
  clearFailure(entityRef: string): void {
    this.#failedUntil.delete(entityRef);
  }

  /** The refresh keys of a location. They are new at each call while the catalog is to add one of its entities. */
  locationKeys(location: string): string[] {
    const isAwaited = [...this.#handovers.values()].some(
      handover => handover.location === location,
    );
    return isAwaited ? [`openchoreo:handover:${randomUUID()}`] : [];
  }

  async #request(entityRef: string): Promise<void> {
    const handover = this.#handovers.get(entityRef);
    if (!handover || this.#timers.isStopped) return;
    const { catalog, logger, handoverMs, handoverEveryMs } = this.#options;
    const { location, startedAt } = handover;
    try {
      const origins = await catalog.foreignOrigins([entityRef]);
      if (origins.has(entityRef)) {
        this.#end(entityRef, handover, true);
        return;
      }
      await this.#connection?.refresh({ keys: [location] });
    } catch (error) {
      logger.debug('The catalog cannot be read or refreshed', toError(error));
    }
    if (performance.now() - startedAt > handoverMs) {
      logger.warn(
        `The catalog has not added the entity ${entityRef} of ${location} within ${
          handoverMs / 1000
        } s. The resource has its own entity again`,
      );
      this.#failedUntil.set(entityRef, performance.now() + failedMs);
      this.#end(entityRef, handover, false);
      return;
    }
    this.#schedule(handoverEveryMs, entityRef);
  }

  #end(entityRef: string, { listeners }: Handover, isAdded: boolean): void {
    this.#handovers.delete(entityRef);
    for (const listener of listeners) listener(isAdded);
  }

  #schedule(ms: number, entityRef: string): void {
    this.#timers.schedule(ms, () => void this.#request(entityRef));
  }
}

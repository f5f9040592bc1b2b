import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  processingResult,
  type CatalogProcessor,
  type CatalogProcessorEmit,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import type { CatalogReader } from './CatalogReader';

const defaultTimes = {
  /** Time until the catalog must have taken the entity whose name is free, in milliseconds. */
  handoverMs: 60_000,
  /** Time between two requests to take it, in milliseconds. */
  handoverEveryMs: 2_000,
};

/** When names are handed over, in milliseconds. */
export type HandoverTimes = typeof defaultTimes;

/** @see NameHandover */
export interface NameHandoverOptions extends Partial<HandoverTimes> {
  catalog: Pick<CatalogReader, 'foreignOrigins'>;
  logger: LoggerService;
  /** Whether an entity of another location gets the name of an own one. Otherwise who has it first keeps it. */
  yieldsNames: boolean;
}

/** For how long an entity that the catalog has not taken may not get the name again, in milliseconds. */
const failedMs = 600_000;

interface GivenName {
  /** The unit of the own entity. */
  unit: CatalogUnitKey;
  location: string;
  since: number;
}

type LocationSpec = Parameters<
  NonNullable<CatalogProcessor['readLocation']>
>[0];

/**
 * Gives names to entities of other locations that the catalog rejects because an own entity has the name: which of the two came
 * first must not decide. The own entity is removed, and the location processed again until the catalog has taken its entity. If that
 * takes too long, the own entity comes back.
 */
export class NameHandover {
  readonly #options: NameHandoverOptions & HandoverTimes;
  readonly #given = new Map<string, GivenName>();
  readonly #failedUntil = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #connection: EntityProviderConnection | undefined;
  #onReturn: (unit: CatalogUnitKey) => void = () => {};
  #isStopped = false;

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
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /**
   * Gives the name of an own entity to the entity of a location. The own entity is to be removed then.
   *
   * @returns whether the name is given
   */
  give(unit: CatalogUnitKey, entityRef: string, location: string): boolean {
    if (this.#given.has(entityRef)) return true;
    const failedUntil = this.#failedUntil.get(entityRef) ?? 0;
    if (!this.#options.yieldsNames || failedUntil > performance.now()) {
      return false;
    }
    this.#options.logger.info(
      `The entity ${entityRef} is removed, because ${location} has one of the same name`,
    );
    this.#given.set(entityRef, { unit, location, since: performance.now() });
    this.#schedule(() => void this.#request(entityRef));
    return true;
  }

  /** The location that a name is given to. */
  locationOf(entityRef: string): string | undefined {
    return this.#given.get(entityRef)?.location;
  }

  /** Whether a location has an entity that the catalog is to take. */
  isAwaited(location: string): boolean {
    return [...this.#given.values()].some(given => given.location === location);
  }

  /** Makes the catalog take an entity whose name is free. */
  async #request(entityRef: string): Promise<void> {
    const { catalog, logger, handoverMs } = this.#options;
    const given = this.#given.get(entityRef);
    if (!given || this.#isStopped) return;
    const { location, since, unit } = given;
    try {
      const origins = await catalog.foreignOrigins([entityRef]);
      if (origins.has(entityRef)) {
        this.#return(entityRef, unit);
        return;
      }
      await this.#connection?.refresh({ keys: [location] });
    } catch (error) {
      logger.debug('The catalog cannot be read or refreshed', toError(error));
    }
    if (performance.now() - since > handoverMs) {
      logger.warn(
        `The catalog has not taken the entity ${entityRef} of ${location} within ${
          handoverMs / 1000
        } s. The resource has its own entity again`,
      );
      this.#failedUntil.set(entityRef, performance.now() + failedMs);
      this.#return(entityRef, unit);
      return;
    }
    this.#schedule(() => void this.#request(entityRef));
  }

  #return(entityRef: string, unit: CatalogUnitKey): void {
    this.#given.delete(entityRef);
    this.#onReturn(unit);
  }

  #schedule(work: () => void): void {
    if (this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, this.#options.handoverEveryMs);
    timer.unref?.();
    this.#timers.add(timer);
  }
}

/**
 * Makes the catalog take the entities of a location that it has rejected before: it ignores a location whose result is the same as
 * before.
 */
export class NameHandoverProcessor implements CatalogProcessor {
  readonly #handover: NameHandover;

  constructor(handover: NameHandover) {
    this.#handover = handover;
  }

  getProcessorName(): string {
    return 'OpenChoreoNameHandoverProcessor';
  }

  /** Before the processors that read locations, because only the first one that reads a location is asked. */
  getPriority(): number {
    return 10;
  }

  async readLocation(
    { type, target }: LocationSpec,
    _optional: boolean,
    emit: CatalogProcessorEmit,
  ): Promise<boolean> {
    if (this.#handover.isAwaited(`${type}:${target}`)) {
      emit(processingResult.refresh(`openchoreo:handover:${randomUUID()}`));
    }
    return false;
  }
}

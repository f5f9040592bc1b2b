import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import type { Timers } from '../provider/Timers';

const coalesceMs = 250;
const retryMs = 5_000;

/** Asks the catalog to process entities again, those of several calls together. */
export class EntityRefresher {
  readonly #timers: Timers;
  readonly #logger: LoggerService;
  readonly #keys = new Set<string>();
  #isScheduled = false;
  #connection: EntityProviderConnection | undefined;

  constructor(timers: Timers, logger: LoggerService) {
    this.#timers = timers;
    this.#logger = logger;
  }

  connect(connection: EntityProviderConnection): void {
    this.#connection = connection;
  }

  /** Refreshes the entities with these refresh keys soon. A request that fails is repeated. */
  refresh(keys: readonly string[]): void {
    for (const key of keys) this.#keys.add(key);
    if (!this.#keys.size || this.#isScheduled) return;
    this.#isScheduled = true;
    this.#timers.schedule(coalesceMs, () => void this.#send());
  }

  async #send(): Promise<void> {
    this.#isScheduled = false;
    const keys = [...this.#keys];
    this.#keys.clear();
    try {
      await this.#connection?.refresh({ keys });
    } catch (error) {
      this.#logger.debug('The catalog cannot refresh entities', toError(error));
      this.#timers.schedule(retryMs, () => this.refresh(keys));
    }
  }
}

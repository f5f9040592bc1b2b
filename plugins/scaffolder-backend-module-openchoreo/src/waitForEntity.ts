import { setTimeout } from 'node:timers/promises';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** How long to wait at most, and how often to poll, in milliseconds. The catalog has no watch. */
const defaultTimeoutMs = 10_000;
const pollIntervalMs = 250;

/**
 * Waits until the user can see an entity in the catalog, so that the links of a task work, and until later steps can use what it
 * stands for. A timeout is only logged: the object itself has been created.
 */
export async function waitForEntity(
  catalog: CatalogService,
  entityRef: string,
  options: {
    /** Whether an entity is that of the created object, and not another one of the same name. */
    isExpected: (entity: Entity) => boolean;
    /** Whether what was created can be used. It can by default. */
    isReady?: () => boolean;
    credentials: BackstageCredentials;
    logger: LoggerService;
    signal: AbortSignal | undefined;
    timeoutMs?: number;
  },
): Promise<void> {
  const { credentials, isExpected, logger, signal } = options;
  const { isReady = () => true, timeoutMs = defaultTimeoutMs } = options;
  const attempts = Math.ceil(timeoutMs / pollIntervalMs);
  let problem = `The catalog does not have ${entityRef} yet, or you may not see it`;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      if (entity && isExpected(entity) && isReady()) {
        logger.info(`The catalog has ${entityRef}`);
        return;
      }
      if (entity) {
        problem = isExpected(entity)
          ? `The control plane has not prepared ${entityRef} yet`
          : `The catalog has another entity ${entityRef}, which is not the created one. Remove it from the catalog`;
      }
    } catch (error) {
      logger.warn(`Could not read ${entityRef} from the catalog: ${error}`);
      return;
    }
    await setTimeout(pollIntervalMs, undefined, { signal });
  }
  logger.warn(problem);
}

import { setTimeout as pause } from 'node:timers/promises';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** How long the catalog may take to show what was made, and how often it is asked, in milliseconds. */
const patience = 10_000;
const interval = 250;

/**
 * Waits until the catalog shows an entity to the user, so that the link at the end of a task leads somewhere. The catalog has
 * no other way to tell than to be asked. That it does not show it in time is said, and is no failure: what was made is there.
 */
export async function waitForEntity(
  catalog: CatalogService,
  entityRef: string,
  options: {
    credentials: BackstageCredentials;
    logger: LoggerService;
    signal: AbortSignal | undefined;
    patience?: number;
  },
): Promise<void> {
  const { credentials, logger, signal } = options;
  const attempts = Math.ceil((options.patience ?? patience) / interval);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      if (await catalog.getEntityByRef(entityRef, { credentials })) {
        logger.info(`The catalog shows ${entityRef}`);
        return;
      }
    } catch (error) {
      logger.warn(`The catalog cannot be asked for ${entityRef}: ${error}`);
      return;
    }
    await pause(interval, undefined, { signal });
  }
  logger.warn(
    `The catalog does not show ${entityRef} yet. It will by itself, if you may see it`,
  );
}

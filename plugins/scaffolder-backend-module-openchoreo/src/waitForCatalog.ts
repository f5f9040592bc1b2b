import { setTimeout } from 'node:timers/promises';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isFromControlPlane,
  joinedAnnotation,
  resourceUidOf,
} from '@promenade/backstage-plugin-openchoreo-common';

/** How long to wait at most, and how often to poll, in milliseconds. The catalog has no watch. */
const defaultTimeoutMs = 15_000;
const pollIntervalMs = 250;

/** The entity of an object. */
export interface ExpectedEntity {
  entityRef: string;
  /** The uid of the object. An entity with another one is that of an earlier object of the same name. */
  uid: string | undefined;
}

/** What the catalog is to have, and what it is to have no more. */
export interface ExpectedCatalog {
  present: readonly ExpectedEntity[];
  absent: readonly string[];
  /** What the control plane has not prepared yet, so that it cannot be used: an entity ref. */
  unprepared?: string;
}

/**
 * Waits until the user sees in the catalog what a change has created, and nothing of what it has deleted, so that the links of a task
 * work, and later steps can use what was created. A timeout is only logged: the change itself is made.
 *
 * @param expected - read again before each poll: the control plane may still be at work
 */
export async function waitForCatalog(
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
  expected: () => ExpectedCatalog | Promise<ExpectedCatalog>,
  options: {
    credentials: BackstageCredentials;
    logger: LoggerService;
    signal: AbortSignal | undefined;
    timeoutMs?: number;
  },
): Promise<void> {
  const { credentials, logger, signal, timeoutMs = defaultTimeoutMs } = options;
  const attempts = Math.ceil(timeoutMs / pollIntervalMs);
  let problem: string | undefined;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const state = await expected();
    try {
      problem = await problemOf(catalog, state, credentials);
    } catch (error) {
      logger.warn(`Could not read the catalog: ${error}`);
      return;
    }
    if (!problem) {
      logOutcome(logger, state);
      return;
    }
    if (attempt === 1) logger.info('Waiting until the catalog is up to date');
    await setTimeout(pollIntervalMs, undefined, { signal });
  }
  if (problem) logger.warn(problem);
}

/** In which way the catalog is not as expected. */
async function problemOf(
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
  { present, absent, unprepared }: ExpectedCatalog,
  credentials: BackstageCredentials,
): Promise<string | undefined> {
  const entities = await findEntities(
    catalog,
    [...present.map(({ entityRef }) => entityRef), ...absent],
    credentials,
  );
  const foreign = present.find(each => {
    const entity = entities.get(each.entityRef);
    return entity && !isEntityOf(each, entity);
  });
  if (foreign) {
    return `The catalog has another entity ${foreign.entityRef}, which is not the created one. Remove it from the catalog`;
  }
  const missing = present
    .map(({ entityRef }) => entityRef)
    .filter(entityRef => !entities.has(entityRef));
  if (missing.length) {
    return `The catalog does not have ${listOf(
      missing,
    )} yet, or you may not see it`;
  }
  const left = absent.filter(entityRef => {
    const entity = entities.get(entityRef);
    return entity && isFromControlPlane(entity);
  });
  if (left.length) {
    return `The catalog still has ${listOf(
      left,
    )}. What it stands for is deleted`;
  }
  return unprepared && `The control plane has not prepared ${unprepared} yet`;
}

function isEntityOf({ uid }: ExpectedEntity, entity: Entity): boolean {
  const isJoined =
    entity.metadata.annotations?.[joinedAnnotation] !== undefined;
  return (
    (isFromControlPlane(entity) || isJoined) && resourceUidOf(entity) === uid
  );
}

async function findEntities(
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
  entityRefs: readonly string[],
  credentials: BackstageCredentials,
): Promise<Map<string, Entity>> {
  if (!entityRefs.length) return new Map();
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs: [...entityRefs], fields: ['kind', 'metadata'] },
    { credentials },
  );
  return new Map(
    items.flatMap((entity, index) =>
      entity ? [[entityRefs[index], entity] as const] : [],
    ),
  );
}

function logOutcome(
  logger: LoggerService,
  { present, absent }: ExpectedCatalog,
): void {
  if (present.length) {
    const refs = present.map(({ entityRef }) => entityRef);
    logger.info(`The catalog has ${listOf(refs)}`);
  }
  if (absent.length) {
    logger.info(`The catalog has no ${listOf(absent)} any more`);
  }
}

/** Such as `component:acme/greeter and 2 others`. */
function listOf([first, ...others]: readonly string[]): string {
  if (!others.length) return first;
  return others.length === 1
    ? `${first} and ${others[0]}`
    : `${first} and ${others.length} others`;
}

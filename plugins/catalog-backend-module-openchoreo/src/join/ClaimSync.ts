import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  componentEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import {
  claimOf,
  type CatalogUnit,
  type CatalogUnitKey,
  type CatalogUnitProblem,
  type CatalogUnitSource,
  type EntityClaim,
  type JoinMode,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { CatalogReader } from '../provider/CatalogReader';
import type { NameHandover } from '../provider/NameHandover';
import type { RejectedEntity } from '../provider/subscribeToConflicts';
import { Timers } from '../provider/Timers';
import { validateEntity } from '../provider/validateEntity';
import type { ComponentName, ComponentRefOf } from '../translate/component';
import type { TranslationDefaults } from '../translate/entityMeta';
import type { ClaimReader } from './ClaimReader';
import { ComponentClaims, type ClaimChange } from './ComponentClaims';
import type { ComponentJoins } from './ComponentJoins';
import type { Enrichment } from './enrichment';
import { EntityRefresher } from './EntityRefresher';
import { ProcessedEntities } from './ProcessedEntities';
import { refreshKeyOf, rejectedClaimsKey } from './refreshKeys';
import { RepeatedRead } from './RepeatedRead';

const defaultTimes = {
  /** Shortest time between two reads of the claims, in milliseconds. It is longer where a read takes long. */
  claimsEveryMs: 10_000,
  /** The same while the catalog has not returned an entity that has joined, which may be unregistered soon. */
  unconfirmedEveryMs: 2_000,
  /** Time after which a processed entity that the catalog has never returned is forgotten, in milliseconds. */
  unreturnedMs: 120_000,
};

/** When claims are read, in milliseconds. */
export type ClaimTimes = typeof defaultTimes;

/** The decision on a claim, for the processor. Without an enrichment, the claim is not accepted. */
export type ProcessedClaim =
  | { state: 'undecided' }
  | { state: 'decided'; enrichment?: Enrichment };

/** @see ClaimSync */
export interface ClaimSyncOptions
  extends TranslationDefaults,
    Partial<ClaimTimes> {
  source: CatalogUnitSource;
  mode: JoinMode;
  reader: Pick<ClaimReader, 'claims'>;
  catalog: Pick<CatalogReader, 'foreignOrigins'>;
  handover: Pick<
    NameHandover,
    'start' | 'isInProgress' | 'hasFailed' | 'clearFailure'
  >;
  /** Whether an entity of another location gets the name of an own one, also without an accepted claim. */
  yieldsNames: boolean;
  logger: LoggerService;
}

/** Time for which the catalog may return an entity as it was before its last processing, in milliseconds. */
const stitchingMs = 120_000;

/**
 * Keeps the claims of entities of other locations up to date, and refreshes the entities that a change affects. Claims come from the
 * processor, from conflicts and from the catalog.
 *
 * The catalog rejects an entity whose name the component's own entity has. When its claim is accepted, the own entity is removed and
 * {@link NameHandover} makes the catalog add the other one.
 */
export class ClaimSync implements ComponentJoins {
  readonly #options: ClaimSyncOptions & ClaimTimes;
  readonly #claims: ComponentClaims;
  readonly #timers = new Timers();
  readonly #refresher: EntityRefresher;
  readonly #read = new RepeatedRead(() => this.#readClaims());
  readonly #processed = new ProcessedEntities();
  /** Entity refs of the claims that the catalog has returned. */
  readonly #confirmed = new Set<string>();
  /** Entity refs of the conflicts since the last comparison. */
  #reported = new Set<string>();
  /** Part of a refresh key of locations with rejected entities. A new one makes the catalog report the conflicts again. */
  #round: string = randomUUID();
  #enqueue: ((units: CatalogUnitKey[]) => void) | undefined;
  #unsubscribe: (() => void) | undefined;
  /** The entity that is being processed, which needs no refresh. */
  #current: string | undefined;

  constructor(options: ClaimSyncOptions) {
    this.#options = { ...defaultTimes, ...options };
    this.#refresher = new EntityRefresher(this.#timers, options.logger);
    this.#claims = new ComponentClaims({
      ...options,
      onChange: change => this.#onChange(change),
    });
  }

  connect(
    connection: EntityProviderConnection,
    enqueue: (units: CatalogUnitKey[]) => void,
  ): void {
    const { mode, source } = this.#options;
    if (mode === 'none') return;
    this.#refresher.connect(connection);
    this.#enqueue = enqueue;
    this.#unsubscribe = source.subscribe({
      onChange: units => this.#claims.unitsChanged(units),
      onRead: () => this.#claims.reassessAll(),
    });
    this.#scheduleRead();
  }

  stop(): void {
    this.#timers.stop();
    this.#unsubscribe?.();
  }

  /** Sets the claim of an entity that is being processed, and decides on it. @returns undefined with `join: none` */
  claim(claim: EntityClaim): ProcessedClaim | undefined {
    if (this.#options.mode === 'none') return undefined;
    const { entityRef } = claim;
    this.#processed.record(entityRef);
    this.#options.handover.clearFailure(entityRef);
    this.#process(entityRef, () => this.#claims.set(claim));
    const outcome = this.#claims.outcome(entityRef);
    switch (outcome.state) {
      case 'undecided':
        return { state: 'undecided' };
      case 'joined':
        return {
          state: 'decided',
          enrichment: this.#claims.enrichment(outcome.component),
        };
      default:
        return { state: 'decided' };
    }
  }

  /** Deletes the claim of an entity that is being processed and has none. */
  unclaim(entityRef: string): void {
    if (!this.#claims.has(entityRef)) return;
    this.#processed.record(entityRef);
    this.#process(entityRef, () => this.#claims.delete(entityRef));
  }

  /** @see LocationKeySource */
  locationKeys(location: string): string[] {
    const isRejected = this.#claims
      .held()
      .some(held => held.location === location);
    return isRejected
      ? [rejectedClaimsKey, `${rejectedClaimsKey}:${this.#round}`]
      : [];
  }

  /**
   * Sets the claim of an entity that the catalog rejects, because this module has an entity of the name.
   *
   * @returns whether the claim decides who gets the name. The conflict is reported as a problem of the claim then
   */
  async reportConflict({
    entityRef,
    entity,
    location,
  }: RejectedEntity): Promise<boolean> {
    const claim =
      entity && (await isValid(entity)) ? claimOf(entity) : undefined;
    const { mode, handover } = this.#options;
    if (!claim || mode === 'none' || handover.hasFailed(entityRef)) {
      if (this.#claims.isHidden(entityRef)) this.#claims.delete(entityRef);
      return false;
    }
    if (await this.#isTaken(entityRef)) return true;
    this.#reported.add(entityRef);
    const isNew = !this.#claims.isHidden(entityRef);
    this.#claims.set(claim, { location });
    // The location gets a refresh key, by which it is found after a restart.
    if (isNew) this.#refresher.refresh([location]);
    const isJoined = this.#claims.outcome(entityRef).state === 'joined';
    return isJoined || !this.#options.yieldsNames;
  }

  /** Whether the catalog has an entity that is reported as rejected. The report can be older than the entity. */
  async #isTaken(entityRef: string): Promise<boolean> {
    if (!this.#claims.has(entityRef) || this.#claims.isHidden(entityRef)) {
      return false;
    }
    const { catalog, logger } = this.#options;
    try {
      return (await catalog.foreignOrigins([entityRef])).has(entityRef);
    } catch (error) {
      logger.debug('The catalog cannot be read', toError(error));
      return false;
    }
  }

  async load(): Promise<void> {
    if (this.#options.mode === 'none') return;
    for (const { claim, location } of this.#claims.held()) {
      const { entityRef } = claim;
      const isGone =
        location !== undefined &&
        !this.#reported.has(entityRef) &&
        !this.#options.handover.isInProgress(entityRef);
      if (isGone) this.#claims.delete(entityRef);
    }
    this.#reported = new Set();
    this.#round = randomUUID();
    await this.#read.run();
    this.#refresher.refresh([rejectedClaimsKey]);
  }

  joinedRef(component: ComponentName): string | undefined {
    return this.#claims.joinedRef(component);
  }

  refsOf(unit: CatalogUnitKey): ComponentRefOf {
    return this.#claims.refsOf(unit);
  }

  problems(unit: CatalogUnitKey): CatalogUnitProblem[] {
    return this.#claims.problems(unit);
  }

  fingerprint(unit: CatalogUnit): string {
    return this.#claims.fingerprint(unit);
  }

  onOwnEntitiesRemoved(entityRefs: readonly string[]): void {
    for (const entityRef of entityRefs) {
      const location = this.#claims.get(entityRef)?.location;
      if (location === undefined) continue;
      this.#options.handover.start(entityRef, location, isAdded =>
        this.#endHandover(entityRef, isAdded),
      );
    }
  }

  #endHandover(entityRef: string, isAdded: boolean): void {
    const held = this.#claims.get(entityRef);
    if (held?.location === undefined) return;
    if (isAdded) this.#claims.set(held.claim);
    else this.#claims.delete(entityRef);
  }

  #process(entityRef: string, work: () => void): void {
    this.#current = entityRef;
    try {
      work();
    } finally {
      this.#current = undefined;
    }
  }

  #onChange({ units, entityRefs }: ClaimChange): void {
    this.#enqueue?.(units);
    this.#refresher.refresh(
      entityRefs.filter(ref => ref !== this.#current).map(refreshKeyOf),
    );
  }

  #scheduleRead(): void {
    const { claimsEveryMs, unconfirmedEveryMs } = this.#options;
    this.#timers.schedule(Math.min(claimsEveryMs, unconfirmedEveryMs), () => {
      void this.#readIfDue().finally(() => this.#scheduleRead());
    });
  }

  async #readIfDue(): Promise<void> {
    const { claimsEveryMs, logger, unconfirmedEveryMs } = this.#options;
    const pauseMs = this.#hasUnconfirmed() ? unconfirmedEveryMs : claimsEveryMs;
    if (!this.#read.isDue(pauseMs)) return;
    try {
      await this.#read.run();
    } catch (error) {
      logger.debug('The claims cannot be read', toError(error));
    }
  }

  /** Whether the catalog has not returned an entity yet that has joined. */
  #hasUnconfirmed(): boolean {
    return this.#claims
      .held()
      .some(
        ({ claim: { entityRef }, location }) =>
          location === undefined &&
          !this.#confirmed.has(entityRef) &&
          this.#claims.outcome(entityRef).state === 'joined',
      );
  }

  /** Reads the claims of the entities that the catalog has. */
  async #readClaims(): Promise<void> {
    const { reader, unreturnedMs } = this.#options;
    const claims = await reader.claims();
    const found = new Set<string>();
    const held = new Map(
      this.#claims.held().map(each => [each.claim.entityRef, each]),
    );
    for (const { claim, joined, shown } of claims) {
      const { entityRef } = claim;
      found.add(entityRef);
      this.#confirmed.add(entityRef);
      if (!this.#processed.has(entityRef, stitchingMs)) {
        // The processor adds annotations to the entity. These do not change its claim.
        const isSame =
          held.get(entityRef)?.location === undefined &&
          isSameClaim(held.get(entityRef)?.claim, claim, joined);
        if (!isSame) this.#claims.set(claim, { joined, shown });
      }
    }
    for (const [entityRef, { location }] of held) {
      if (location !== undefined || found.has(entityRef)) continue;
      const isGone =
        this.#confirmed.has(entityRef) ||
        !this.#processed.has(entityRef, unreturnedMs);
      if (isGone) {
        this.#confirmed.delete(entityRef);
        this.#claims.delete(entityRef);
      }
    }
    this.#processed.forgetOld();
  }
}

/** @param joined - what the entity has joined. Its annotations name the organization and project then, whatever it claims */
function isSameClaim(
  held: EntityClaim | undefined,
  read: EntityClaim,
  joined: string | undefined,
): boolean {
  if (!held || held.component !== read.component) return false;
  if (held.owner !== read.owner) return false;
  return (
    joined !== undefined ||
    (held.organization === read.organization && held.project === read.project)
  );
}

/** Whether an entity is a valid Component. */
async function isValid(entity: Entity): Promise<boolean> {
  try {
    return (
      (await componentEntityV1alpha1Validator.check(entity)) &&
      (await validateEntity(entity)) === undefined
    );
  } catch {
    return false;
  }
}

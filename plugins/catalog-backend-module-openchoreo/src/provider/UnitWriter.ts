import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import type { CatalogProviderReport } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  CatalogUnitKey,
  CatalogUnitSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import { noJoins, type ComponentJoins } from '../join/ComponentJoins';
import type { WriterLease } from '../lease/WriterLease';
import type { TranslationDefaults } from '../translate/entityMeta';
import type { CatalogReader } from './CatalogReader';
import { EmittedEntities } from './EmittedEntities';
import { heldRemovals } from './heldRemovals';
import { MissingOwners } from './MissingOwners';
import { MutationSender } from './MutationSender';
import type { NameHandover } from './NameHandover';
import { refOf } from './refOf';
import { RemovalGuard, type RemovalLimit } from './RemovalGuard';
import { SourceGuard } from './SourceGuard';
import type { SyncRecorder } from './SyncRecorder';
import { unitId } from './unitId';
import { UnitDeltaBuilder, type UnitDelta } from './UnitDeltaBuilder';
import { deltaProblems, UnitProblems } from './UnitProblems';

/** @see UnitWriter */
export interface UnitWriterOptions extends TranslationDefaults {
  source: CatalogUnitSource;
  catalog: Pick<
    CatalogReader,
    'knownEntities' | 'foreignOrigins' | 'missingRefs' | 'count'
  >;
  lease: WriterLease;
  /** None by default. */
  joins?: ComponentJoins;
  handover: NameHandover;
  logger: LoggerService;
  removalLimit: RemovalLimit;
  /** Whether all resources of a control plane are current. */
  isLive(sourceName: string | undefined): boolean;
  /** Time until removals beyond the limit are confirmed, in milliseconds. */
  confirmAfterMs: number;
  /** Time after which a failed request to the catalog is repeated, in milliseconds. */
  retryMs: number;
  /** Time after which an accepted entity that the catalog does not return is lost, in milliseconds. */
  lostAfterMs: number;
}

/** How units are written again. */
export interface UnitScheduler {
  enqueue(units: Iterable<CatalogUnitKey>): void;
  /** Does some work later, unless the provider is stopped before. */
  schedule(ms: number, work: () => void): void;
  isStopped(): boolean;
}

const unitsPerMutation = 200;
/** Removals in a report, which can be of all units. */
const reportedRemovals = 100;

/**
 * Writes the entities of units to the catalog. It sends only differences to what it sent before. Removals beyond the limit are
 * confirmed first, unless a watch reported the deletion. Nothing is sent of a control plane that does not have the resources of the
 * entities. A unit that cannot be translated keeps its entities. An entity that the catalog has from another location is not
 * replaced.
 *
 * An instance without the lease does the same but for the mutations, which the holder of the lease sends, so that every
 * instance reports the problems of units.
 */
export class UnitWriter {
  readonly #options: UnitWriterOptions;
  readonly #scheduler: UnitScheduler;
  readonly #emitted: EmittedEntities;
  readonly #guard: RemovalGuard;
  readonly #sources: SourceGuard;
  /** Ids of the units whose deletion a watch reported. */
  readonly #deleted = new Set<string>();
  readonly #problems: UnitProblems;
  readonly #owners: MissingOwners;
  readonly #recorder: SyncRecorder;
  readonly #joins: ComponentJoins;
  readonly #deltas: UnitDeltaBuilder;
  readonly #mutations: MutationSender;

  constructor(
    options: UnitWriterOptions,
    scheduler: UnitScheduler,
    recorder: SyncRecorder,
  ) {
    this.#options = options;
    this.#scheduler = scheduler;
    this.#recorder = recorder;
    this.#emitted = new EmittedEntities(options.lostAfterMs);
    this.#guard = new RemovalGuard(options.removalLimit);
    this.#sources = new SourceGuard(options);
    this.#problems = new UnitProblems(options);
    this.#owners = new MissingOwners({ ...options, problems: this.#problems });
    this.#mutations = new MutationSender({ ...options, recorder });
    this.#joins = options.joins ?? noJoins;
    this.#deltas = new UnitDeltaBuilder({
      ...options,
      joins: this.#joins,
      emitted: this.#emitted,
      problems: this.#problems,
      recorder,
      onFound: id => this.#deleted.delete(id),
      onChange: (key, unit) => this.#owners.record(key, unit),
    });
  }

  connect(connection: EntityProviderConnection): void {
    this.#mutations.connect(connection);
    this.#joins.connect(connection, units => this.#scheduler.enqueue(units));
    this.#options.handover.connect(connection, unit => this.#resend(unit));
  }

  stop(): void {
    this.#joins.stop();
    this.#options.handover.stop();
  }

  /** What the catalog was given, and what it is not given yet. */
  report(): Pick<
    CatalogProviderReport,
    'entities' | 'heldEntities' | 'heldRemovals' | 'heldSources'
  > {
    const sources = this.#sources.held();
    const held = heldRemovals({
      ...this.#options,
      sources,
      guard: this.#guard,
      refsOf: unit => this.#emitted.refsOf(unit),
    });
    return {
      entities: this.#emitted.countByKind(),
      heldEntities: held.flatMap(({ entityRefs }) => entityRefs).length,
      heldRemovals: held.slice(0, reportedRemovals),
      heldSources: sources.map(({ name, reason, since }) => ({
        source: name,
        reason,
        since: since.toISOString(),
      })),
    };
  }

  /** Records that a watch reported the deletion of units, so that their removal needs no confirmation. */
  recordDeletions(units: readonly CatalogUnitKey[]): void {
    for (const unit of units) this.#deleted.add(unitId(unit));
  }

  /** Writes the changes of held sources with the next comparison, by the decision of a user. */
  acceptSources(names: readonly string[]): void {
    this.#sources.accept(names);
  }

  /** To be called when the units of a comparison were written. Never rejects. */
  async endComparison(): Promise<void> {
    this.#sources.endComparison();
    await this.#owners.check();
  }

  /** The number of entities that the catalog has accepted. */
  get acceptedCount(): number {
    return this.#emitted.acceptedCount;
  }

  /** The units that have entities. */
  units(): CatalogUnitKey[] {
    return this.#emitted.units();
  }

  /**
   * Reads the entities that the catalog has. Those that it has lost are sent when their units are written.
   *
   * @param content - whether this instance knows what it has of all others. Otherwise they are sent as well, and the catalog ignores
   *   those that it has already
   * @returns the number of entities that the catalog has
   */
  async reconcile(content: { isContentKnown: boolean }): Promise<number> {
    await this.#joins.load();
    const known = await this.#options.catalog.knownEntities();
    this.#emitted.reconcile(known, content);
    for (const entity of known) this.#sources.adopt(entity);
    return known.length;
  }

  /** @see OpenChoreoEntityProvider.reportRejectedEntity */
  reportRejectedEntity(entityRef: string, location: string): void {
    const unit = this.#emitted.unitOf(entityRef);
    if (!unit) return;
    if (this.#options.handover.give(unit, entityRef, location)) {
      this.#resend(unit);
    } else this.#problems.addRejectedEntity(unit, entityRef, location);
  }

  #resend(unit: CatalogUnitKey): void {
    this.#emitted.forgetContent(unit);
    this.#scheduler.enqueue([unit]);
  }

  /** Sends the changes of units. Never rejects. */
  async write(units: readonly CatalogUnitKey[]): Promise<void> {
    const admitted = this.#sources.admit(units);
    const existing: CatalogUnitKey[] = [];
    const added: CatalogUnitKey[] = [];
    for (const unit of admitted) {
      (this.#emitted.hasEntities(unit) ? existing : added).push(unit);
    }
    // All that may have removals at once, because the removal limit is a share of the whole.
    await this.#writeTogether(existing);
    // The catalog processes the first ones while the next ones are translated.
    for (let i = 0; i < added.length; i += unitsPerMutation) {
      await this.#writeTogether(added.slice(i, i + unitsPerMutation));
    }
  }

  async #writeTogether(units: readonly CatalogUnitKey[]): Promise<void> {
    if (!units.length || this.#scheduler.isStopped()) return;
    const deltas = this.#withReplaced(
      this.#withoutMassLoss(
        this.#withoutHeldRemovals(
          this.#withoutHeldSources(await this.#deltas.build(units)),
        ),
      ),
    );
    for (let i = 0; i < deltas.length; i += unitsPerMutation) {
      if (this.#scheduler.isStopped()) return;
      await this.#send(deltas.slice(i, i + unitsPerMutation));
    }
  }

  #withReplaced(deltas: UnitDelta[]): UnitDelta[] {
    return deltas.map(delta =>
      delta.replaced.length
        ? { ...delta, removed: [...delta.removed, ...delta.replaced] }
        : delta,
    );
  }

  #withoutHeldSources(deltas: UnitDelta[]): UnitDelta[] {
    const missing = deltas.filter(
      ({ isFound, removed, id }) =>
        !isFound && removed.length > 0 && !this.#deleted.has(id),
    );
    const isAdmitted = this.#sources.check(missing.map(({ unit }) => unit));
    return deltas.filter(({ unit }) => isAdmitted(unit));
  }

  #withoutHeldRemovals(deltas: UnitDelta[]): UnitDelta[] {
    const { confirmAfterMs, logger, source } = this.#options;
    const removals = deltas.map(({ id, unit, removed, isFound }) => ({
      id,
      removed,
      isCertain: this.#deleted.has(id) || this.#sources.isAccepted(unit),
      isUncertain:
        !isFound && !this.#options.isLive(source.sourceOf(unit.organization)),
    }));
    const { held, newlyHeld } = this.#guard.check(removals, this.#emitted.size);
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
      this.#confirmLater(units);
    }
    return deltas.map(delta =>
      held.has(delta.id) ? { ...delta, removed: [] } : delta,
    );
  }

  /** Confirms removals by a second comparison, which waits until all resources of the control plane are current. */
  #confirmLater(units: readonly CatalogUnitKey[]): void {
    const { confirmAfterMs, isLive, source } = this.#options;
    this.#scheduler.schedule(confirmAfterMs, () => {
      const isReady = ({ organization }: CatalogUnitKey) =>
        isLive(source.sourceOf(organization));
      const live = units.filter(isReady);
      const waiting = units.filter(unit => !isReady(unit));
      this.#guard.confirm(live.map(unitId));
      this.#scheduler.enqueue(live);
      if (waiting.length) this.#confirmLater(waiting);
    });
  }

  /** Many entities that the catalog does not return are a catalog that is behind with its processing. */
  #withoutMassLoss(deltas: UnitDelta[]): UnitDelta[] {
    const lost = deltas.flatMap(delta => delta.lost).length;
    return this.#guard.exceedsLimit(lost, this.#emitted.size)
      ? deltas.map(delta => ({ ...delta, lost: [], recreated: [] }))
      : deltas;
  }

  async #send(deltas: readonly UnitDelta[]): Promise<void> {
    const { logger, retryMs } = this.#options;
    try {
      const origins = await this.#foreignOrigins(deltas);
      const accepted = deltas.map(delta => ({
        ...delta,
        added: delta.added.filter(entity => !origins.has(refOf(entity))),
      }));
      const isSent = await this.#mutations.send(accepted);
      for (const entityRef of origins.keys()) this.#emitted.remove(entityRef);
      for (const { unit, ...delta } of accepted) {
        this.#scheduler.enqueue(this.#emitted.commit(unit, delta));
      }
      if (isSent) {
        this.#joins.onOwnEntitiesRemoved(
          deltas.flatMap(({ replaced }) => replaced),
        );
      }
      for (const delta of deltas) {
        const { unit, uid, id, fingerprint, wanted } = delta;
        if (fingerprint) this.#emitted.setCurrent(unit, fingerprint, wanted);
        if (this.#emitted.refsOf(unit).length) this.#sources.record(unit, uid);
        else this.#sources.forget(unit);
        this.#deleted.delete(id);
        this.#recordEndOfChange(delta, isSent);
        this.#problems.removeRejectedEntities(delta.unit, delta.removed);
        this.#problems.set(delta.unit, [
          ...delta.problems,
          ...deltaProblems(delta, origins),
        ]);
      }
    } catch (error) {
      this.#recorder.recordFailedMutation(error);
      // The catalog may have applied the changes before the error.
      for (const { unit } of deltas) this.#emitted.forgetContent(unit);
      logger.warn(
        `The catalog did not accept ${deltas.length} changed units. They are sent again`,
        toError(error),
      );
      this.#scheduler.schedule(retryMs, () =>
        this.#scheduler.enqueue(deltas.map(({ unit }) => unit)),
      );
    }
  }

  #recordEndOfChange({ unit, id, ...delta }: UnitDelta, isSent: boolean): void {
    // Its removals are in none of the deltas yet.
    if (this.#guard.isHeld(id)) return;
    const hasChanges = delta.added.length + delta.removed.length > 0;
    this.#recorder.recordEndOfChange(unit, isSent && hasChanges);
  }

  /** The origins of those added entities that the catalog has from elsewhere. */
  #foreignOrigins(deltas: readonly UnitDelta[]): Promise<Map<string, string>> {
    const entityRefs = deltas
      .flatMap(({ added }) => added)
      .map(entity => refOf(entity))
      .filter(entityRef => !this.#emitted.isConfirmed(entityRef));
    return this.#options.catalog.foreignOrigins(entityRefs);
  }
}

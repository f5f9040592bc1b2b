import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CatalogUnitKey,
  CatalogUnitSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { KnownEntity } from './CatalogReader';
import { unitId } from './unitId';

/** A resource that the catalog has entities of. */
interface KnownResource {
  unit: CatalogUnitKey;
  uid?: string;
  /** Whether the catalog had its entities at the last comparison that found the source to be the same. */
  isProven: boolean;
}

/** A control plane whose changes are held back. */
export interface HeldSource {
  name: string;
  /** Why, in a sentence without a full stop. */
  reason: string;
  since: Date;
  /** The units whose entities would be removed. */
  missing: readonly CatalogUnitKey[];
}

interface HeldState extends HeldSource {
  /** The units that were not written, by id. */
  skipped: Map<string, CatalogUnitKey>;
}

/**
 * Holds back all changes of a control plane that has none of the resources which the catalog has entities of: its data was lost,
 * or it is another cluster.
 *
 * A control plane is the same if it has a resource with the uid that the catalog knows. That needs no right but to read resources.
 * It is checked when the control plane is first read, and before entities are removed whose resource was not seen to be deleted.
 */
export class SourceGuard {
  readonly #source: CatalogUnitSource;
  readonly #logger: LoggerService;
  /** By unit id. */
  readonly #resources = new Map<string, KnownResource>();
  readonly #identified = new Set<string>();
  /** The sources that had a known resource. */
  readonly #confirmed = new Set<string>();
  /** The sources that a user has accepted since the last comparison. */
  readonly #accepted = new Set<string>();
  readonly #held = new Map<string, HeldState>();

  constructor(options: { source: CatalogUnitSource; logger: LoggerService }) {
    this.#source = options.source;
    this.#logger = options.logger;
  }

  held(): HeldSource[] {
    return [...this.#held.values()];
  }

  /** Adopts the resource of an entity that the catalog has. What is known of it stays. */
  adopt({ unit, id, uid }: KnownEntity): void {
    if (!this.#resources.has(id)) {
      this.#resources.set(id, { unit, uid, isProven: true });
    }
  }

  /** Records that the catalog has accepted entities of a resource. */
  record(unit: CatalogUnitKey, uid: string | undefined): void {
    const id = unitId(unit);
    const known = this.#resources.get(id);
    if (known && known.uid === uid) return;
    this.#resources.set(id, { unit, uid, isProven: false });
  }

  /** Forgets a resource that the catalog has no entity of. */
  forget(unit: CatalogUnitKey): void {
    this.#resources.delete(unitId(unit));
  }

  /**
   * Decides which units may be written.
   *
   * @returns those of the units whose source is the one that the catalog has entities of, and those that were held until now
   */
  admit(units: readonly CatalogUnitKey[]): CatalogUnitKey[] {
    return [...this.#bySource(units)].flatMap(([name, own]) => {
      if (!this.#identified.has(name)) {
        if (!this.#isIdentified(name, own)) {
          this.#hold(name, own);
          return [];
        }
        this.#identified.add(name);
      }
      return [...own, ...this.#release(name)];
    });
  }

  /**
   * Checks the sources of units again whose entities are to be removed although their resource was not seen to be deleted.
   *
   * @returns whether the units of a source may be written
   */
  check(missing: readonly CatalogUnitKey[]): (unit: CatalogUnitKey) => boolean {
    for (const [name, own] of this.#bySource(missing)) {
      if (this.#accepted.has(name) || this.#hasKnownResource(name)) continue;
      this.#identified.delete(name);
      this.#hold(name, own);
    }
    return unit => {
      const held = this.#held.get(this.#nameOf(unit));
      held?.skipped.set(unitId(unit), unit);
      return held === undefined;
    };
  }

  /** Releases held sources with the next comparison, by the decision of a user. */
  accept(names: readonly string[]): void {
    for (const name of names) {
      if (!this.#held.has(name)) continue;
      this.#logger.info(
        `The changes of ${displayName(
          name,
        )} are written, because a user accepted it`,
      );
      this.#identified.add(name);
      this.#accepted.add(name);
      this.#disprove(name);
    }
  }

  /** Whether a user has accepted the source of a unit, so that its removals need no confirmation. */
  isAccepted(unit: CatalogUnitKey): boolean {
    return this.#accepted.has(this.#nameOf(unit));
  }

  /** Marks the resources of identified sources as proven. To be called after each comparison. */
  endComparison(): void {
    this.#accepted.clear();
    for (const name of this.#identified) {
      if (!this.#hasKnownResource(name)) continue;
      this.#confirmed.add(name);
      for (const resource of this.#resourcesOf(name)) resource.isProven = true;
    }
  }

  #isIdentified(name: string, units: readonly CatalogUnitKey[]): boolean {
    if (name === '') return this.#areAllConfirmed();
    const resources = this.#resourcesOf(name);
    if (!resources.length) return true;
    if (units.some(unit => this.#isKnown(this.#resources.get(unitId(unit))))) {
      this.#confirmed.add(name);
      return true;
    }
    const isComplete = units.length >= resources.length;
    if (!isComplete || resources.some(({ unit }) => !this.#find(unit))) {
      return false;
    }
    this.#logger.info(
      `${displayName(
        name,
      )} is another one than before. It has all resources that the catalog has entities of, so that nothing is removed`,
    );
    this.#disprove(name);
    return true;
  }

  /** Whether a source has one of its proven resources, or without these one of its known resources. */
  #hasKnownResource(name: string): boolean {
    if (name === '') return this.#areAllConfirmed();
    const resources = this.#resourcesOf(name);
    const proven = resources.filter(({ isProven }) => isProven);
    return (proven.length ? proven : resources).some(resource =>
      this.#isKnown(resource),
    );
  }

  /** The entities of organizations that no source has are removed only if each source is the right one. */
  #areAllConfirmed(): boolean {
    return this.#source.sourceNames.every(
      name => this.#identified.has(name) && this.#confirmed.has(name),
    );
  }

  #isKnown(resource: KnownResource | undefined): boolean {
    const current = resource && this.#find(resource.unit);
    return current !== undefined && current.uid === resource?.uid;
  }

  #find(unit: CatalogUnitKey) {
    try {
      return this.#source.get(unit);
    } catch {
      // The error is reported when the unit is translated.
      return undefined;
    }
  }

  #disprove(name: string): void {
    for (const resource of this.#resourcesOf(name)) {
      this.#resources.set(unitId(resource.unit), {
        unit: resource.unit,
        isProven: false,
      });
    }
  }

  #hold(name: string, units: readonly CatalogUnitKey[]): void {
    const before = this.#held.get(name);
    const skipped = before?.skipped ?? new Map<string, CatalogUnitKey>();
    for (const unit of units) skipped.set(unitId(unit), unit);
    const resources = this.#resourcesOf(name);
    // A change of a few units is no reason to look up all of them.
    if (before && units.length < resources.length) return;
    const missing = resources
      .map(({ unit }) => unit)
      .filter(unit => !this.#find(unit));
    const reason = reasonOf(name, missing.length === resources.length);
    const since = before?.since ?? new Date();
    this.#held.set(name, { name, reason, since, missing, skipped });
    if (!before) {
      this.#logger.warn(
        `${reason}. Nothing of it is written to the catalog. If the kubeconfig is wrong, correct openchoreo.kubeconfig. If it is right, accept it on the page Sync of the portal`,
      );
    }
  }

  #release(name: string): Iterable<CatalogUnitKey> {
    const held = this.#held.get(name);
    if (!held) return [];
    this.#held.delete(name);
    this.#logger.info(`${displayName(name)} is written to the catalog again`);
    return held.skipped.values();
  }

  #resourcesOf(name: string): KnownResource[] {
    return [...this.#resources.values()].filter(
      ({ unit }) => this.#nameOf(unit) === name,
    );
  }

  #bySource(units: readonly CatalogUnitKey[]): Map<string, CatalogUnitKey[]> {
    const bySource = new Map<string, CatalogUnitKey[]>();
    for (const unit of units) {
      const name = this.#nameOf(unit);
      const own = bySource.get(name);
      if (own) own.push(unit);
      else bySource.set(name, [unit]);
    }
    return bySource;
  }

  /** The name of the source of a unit. Empty for an organization that no source has. */
  #nameOf({ organization }: CatalogUnitKey): string {
    return this.#source.sourceOf(organization) ?? '';
  }
}

function displayName(name: string): string {
  return name ? `The control plane ${name}` : 'What no control plane has';
}

function reasonOf(name: string, isEmpty: boolean): string {
  if (!name) {
    return 'No control plane has these organizations, and not every control plane could be recognized';
  }
  return isEmpty
    ? `${displayName(
        name,
      )} has none of the resources that the catalog has entities of: its data was lost, or it is another cluster`
    : `${displayName(
        name,
      )} has resources of the same names as the catalog has entities of, but not the same resources: it is another cluster, or its resources were created anew`;
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  CatalogUnit,
  CatalogUnitKey,
} from '@promenade/backstage-plugin-openchoreo-node';
import { declaredOwnerOf } from '../translate/owner';
import type { CatalogReader } from './CatalogReader';
import { unitId } from './unitId';
import type { UnitProblems } from './UnitProblems';

/**
 * Reports and logs the owners of resources, and the default owner, that are not in the catalog. It looks for all of them together
 * after each comparison. An owner is reported after the second comparison without it: a new catalog has no users and groups
 * at first.
 */
export class MissingOwners {
  readonly #catalog: Pick<CatalogReader, 'missingRefs'>;
  readonly #problems: UnitProblems;
  readonly #logger: LoggerService;
  readonly #defaultOwner: string;
  /** The owner that the resource of a unit names, by unit id. */
  readonly #ownerOfUnit = new Map<string, string>();
  /** The units whose resources name an owner, by its entity ref and then the unit id. */
  readonly #units = new Map<string, Map<string, CatalogUnitKey>>();
  /** The owners that the last comparison did not find. */
  #missing: ReadonlySet<string> = new Set();
  /** The owners that the last two comparisons did not find. */
  #reported: ReadonlySet<string> = new Set();

  constructor(options: {
    catalog: Pick<CatalogReader, 'missingRefs'>;
    problems: UnitProblems;
    logger: LoggerService;
    defaultOwner: string;
  }) {
    this.#catalog = options.catalog;
    this.#problems = options.problems;
    this.#logger = options.logger;
    this.#defaultOwner = options.defaultOwner;
  }

  /** Records the owner that the resource of a unit names. The problem of another one is resolved. */
  record(key: CatalogUnitKey, unit: CatalogUnit | undefined): void {
    const id = unitId(key);
    const ownerRef = unit && declaredOwnerOf(unit);
    const before = this.#ownerOfUnit.get(id);
    if (before === ownerRef) return;
    if (before !== undefined) this.#remove(key, id, before);
    if (ownerRef === undefined) return;
    this.#ownerOfUnit.set(id, ownerRef);
    const units = this.#units.get(ownerRef) ?? new Map();
    this.#units.set(ownerRef, units.set(id, key));
    if (this.#reported.has(ownerRef)) {
      this.#problems.setMissingOwner(key, ownerRef);
    }
  }

  #remove(unit: CatalogUnitKey, id: string, ownerRef: string): void {
    this.#problems.setMissingOwner(unit, undefined);
    this.#ownerOfUnit.delete(id);
    const units = this.#units.get(ownerRef);
    units?.delete(id);
    if (units?.size === 0) this.#units.delete(ownerRef);
  }

  /** Looks all owners up. Never rejects: the problems stay as they are when the catalog cannot be read. */
  async check(): Promise<void> {
    const refs = new Set([...this.#units.keys(), this.#defaultOwner]);
    try {
      const missing = await this.#catalog.missingRefs([...refs]);
      const reported = new Set(
        [...missing].filter(ref => this.#missing.has(ref)),
      );
      for (const ref of refs) this.#report(ref, reported.has(ref));
      this.#missing = missing;
      this.#reported = reported;
    } catch (error) {
      this.#logger.debug('The owners cannot be looked up', toError(error));
    }
  }

  /** Reports an owner that is missing since this comparison, or resolves one that is not missing any more. */
  #report(ref: string, isMissing: boolean): void {
    if (isMissing === this.#reported.has(ref)) return;
    const units = [...(this.#units.get(ref)?.values() ?? [])];
    for (const unit of units) {
      this.#problems.setMissingOwner(unit, isMissing ? ref : undefined);
    }
    if (isMissing) this.#log(ref, units);
  }

  #log(ref: string, units: readonly CatalogUnitKey[]): void {
    const [first] = units;
    if (first) {
      this.#logger.warn(
        `The catalog does not have the owner ${ref}, which ${
          units.length
        } resources name, such as ${unitId(
          first,
        )}. Add it to the catalog, or correct their annotations`,
      );
    }
    if (ref === this.#defaultOwner) {
      this.#logger.warn(
        `The catalog does not have the default owner ${ref}. Add it to the catalog, or set catalog.providers.openchoreo.defaultOwner`,
      );
    }
  }
}

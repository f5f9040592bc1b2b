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
  /** The owners that the resources of units name, by unit id. */
  readonly #owners = new Map<
    string,
    { unit: CatalogUnitKey; ownerRef: string }
  >();
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
    const before = this.#owners.get(id);
    if (before?.ownerRef === ownerRef) return;
    if (before) this.#problems.setMissingOwner(key, undefined);
    if (ownerRef === undefined) this.#owners.delete(id);
    else this.#owners.set(id, { unit: key, ownerRef });
  }

  /** Looks all owners up. Never rejects: the problems stay as they are when the catalog cannot be read. */
  async check(): Promise<void> {
    const owners = [...this.#owners.values()];
    const refs = new Set(owners.map(({ ownerRef }) => ownerRef));
    try {
      const missing = await this.#catalog.missingRefs([
        ...refs.add(this.#defaultOwner),
      ]);
      const reported = new Set(
        [...missing].filter(ref => this.#missing.has(ref)),
      );
      for (const { unit, ownerRef } of owners) {
        this.#problems.setMissingOwner(
          unit,
          reported.has(ownerRef) ? ownerRef : undefined,
        );
      }
      for (const ref of reported) {
        if (!this.#reported.has(ref)) this.#log(ref, owners);
      }
      this.#missing = missing;
      this.#reported = reported;
    } catch (error) {
      this.#logger.debug('The owners cannot be looked up', toError(error));
    }
  }

  #log(
    ref: string,
    owners: readonly { unit: CatalogUnitKey; ownerRef: string }[],
  ): void {
    const units = owners.filter(({ ownerRef }) => ownerRef === ref);
    const [first] = units;
    if (first) {
      this.#logger.warn(
        `The catalog does not have the owner ${ref}, which ${
          units.length
        } resources name, such as ${unitId(
          first.unit,
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

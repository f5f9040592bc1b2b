import {
  catalogUnitTypes,
  type CatalogUnitKey,
  type CatalogUnitType,
} from '../domain/CatalogUnit';
import type { Place, RoutedPlatform, Routes } from '../sources/Routes';
import type { GenerationPlatform } from './GenerationPlatform';

interface Generation extends RoutedPlatform {
  platform: GenerationPlatform;
}

/**
 * Determines which generation an organization of a cluster is of: the one that it claims to be of, from when that has been read.
 * Until then it stays with the generation before, and with the last one after it was deleted.
 */
export class GenerationRoutes implements Routes<Generation> {
  /** Newest first. */
  readonly sources: readonly Generation[];
  /** The generations that organizations have claimed. */
  readonly #claimed = new Map<string, Generation>();
  /** The generations that organizations had when they were last looked up by {@link GenerationRoutes.findMoved}. */
  readonly #known = new Map<string, Generation>();

  /** @param generations - at least one, newest first */
  constructor(generations: readonly GenerationPlatform[]) {
    this.sources = generations.map(platform => ({
      name: platform.generation,
      platform,
    }));
  }

  /** Those whose kinds the API serves. Before that the oldest, whose problems are those that people see. */
  get active(): readonly Generation[] {
    const served = this.sources.filter(({ platform }) => platform.isServed);
    return served.length ? served : this.sources.slice(-1);
  }

  /** Those of the active ones that have organizations or have not been read yet, or else the newest. */
  get used(): readonly Generation[] {
    const { active } = this;
    const used = active.filter(
      ({ platform }) =>
        !platform.hasRead || platform.catalogUnits.list('organization').length,
    );
    return used.length ? used : active.slice(0, 1);
  }

  find({ organization, type }: Place): Generation {
    const { active } = this;
    const [newest, ...older] = active;
    // The resources of the cluster, which all organizations share, are of the newest generation.
    if (!older.length || type?.startsWith('cluster-')) return newest;
    return (
      (organization && this.#findOwner(organization, active)) ||
      // Only the oldest generation has a kind for organizations that do not exist yet.
      this.used.slice(-1)[0]
    );
  }

  #findOwner(
    organization: string,
    active: readonly Generation[],
  ): Generation | undefined {
    const claiming = active.filter(({ platform }) =>
      platform.claims(organization),
    );
    const has = ({ platform }: Generation) =>
      platform.organization(organization) !== undefined;
    const claimed = claiming.find(({ platform }) => platform.hasRead);
    if (claimed) {
      this.#claimed.set(organization, claimed);
      return claimed;
    }
    const before = this.#claimed.get(organization);
    if (before) return before;
    // An older generation keeps what it has until a newer one has been read.
    const older = active.slice(active.indexOf(claiming[0]) + 1);
    const [found = claiming[0]] = claiming.length
      ? older.filter(each => each.platform.hasRead && has(each))
      : active.filter(has);
    return found;
  }

  /**
   * The units, in all generations, of the organizations whose generation has changed since the last call. None while there is only
   * one generation.
   *
   * @param among - the organizations to look up. All by default
   */
  findMoved(among = this.#organizations()): CatalogUnitKey[] {
    const { active } = this;
    if (active.length < 2) return [];
    const moved = new Set<string>();
    for (const organization of among) {
      const generation = this.find({ organization });
      if (this.#known.get(organization) !== generation) moved.add(organization);
      this.#known.set(organization, generation);
    }
    return moved.size
      ? this.#units(catalogUnitTypes).filter(({ organization }) =>
          moved.has(organization),
        )
      : [];
  }

  #organizations(): Iterable<string> {
    const units = this.#units(['organization', 'project']);
    return new Set(units.map(({ organization }) => organization));
  }

  #units(types: readonly CatalogUnitType[]): CatalogUnitKey[] {
    return this.active.flatMap(({ platform: { catalogUnits } }) =>
      types.flatMap(type => catalogUnits.list(type)),
    );
  }

  describe(): string {
    return 'Create it first';
  }
}

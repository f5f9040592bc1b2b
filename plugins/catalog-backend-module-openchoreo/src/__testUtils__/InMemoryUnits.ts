import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitProblem,
  CatalogUnitSource,
  CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import { unitId } from '../provider/unitId';

type Listener = Parameters<CatalogUnitSource['subscribe']>[0];

interface Platform {
  units: Map<string, CatalogUnit>;
  incompleteTypes: Set<CatalogUnitType>;
  /** The names of the control planes of organizations, where there are several. */
  sources: Map<string, string>;
  awaySources: Set<string>;
  failing: Set<string>;
  listeners: Set<Listener>;
}

const emptyPlatform = (): Platform => ({
  units: new Map(),
  incompleteTypes: new Set(),
  sources: new Map(),
  awaySources: new Set(),
  failing: new Set(),
  listeners: new Set(),
});

/** Units that a test sets and deletes. */
export class InMemoryUnits implements CatalogUnitSource {
  /** The reported problems by unit id. */
  readonly problems = new Map<string, string>();

  constructor(private readonly platform: Platform = emptyPlatform()) {}

  /** The same units for another instance of the backend, which reports problems of its own. */
  forOtherInstance(): InMemoryUnits {
    return new InMemoryUnits(this.platform);
  }

  set(...units: CatalogUnit[]): void {
    for (const unit of units) this.platform.units.set(unitId(unit), unit);
    this.#notify(units);
  }

  /** Makes units missing, as after a new list. */
  delete(...units: CatalogUnitKey[]): void {
    for (const unit of units) this.platform.units.delete(unitId(unit));
    this.#notify(units);
  }

  /** Deletes units, as a watch reports it. */
  deleteSeen(...units: CatalogUnitKey[]): void {
    for (const unit of units) this.platform.units.delete(unitId(unit));
    this.#notify(units, units);
  }

  /** Makes an adapter fail on a unit. */
  setFailing(unit: CatalogUnitKey, isFailing = true): void {
    if (isFailing) this.platform.failing.add(unitId(unit));
    else this.platform.failing.delete(unitId(unit));
    this.#notify([unit]);
  }

  report(key: CatalogUnitKey, problems?: readonly CatalogUnitProblem[]): void {
    if (!problems) this.problems.delete(unitId(key));
    else {
      this.problems.set(
        unitId(key),
        problems.map(({ path, message }) => `${path}: ${message}`).join('; '),
      );
    }
  }

  /** Makes a type incomplete, as while one of its kinds cannot be read. */
  setIncomplete(type: CatalogUnitType): void {
    this.platform.incompleteTypes.add(type);
  }

  setComplete(type: CatalogUnitType): void {
    this.platform.incompleteTypes.delete(type);
    for (const { onRead } of this.platform.listeners) onRead();
  }

  /** Sets the control plane of an organization, and whether that has been read. The default is `openchoreo`. */
  setSource(
    organization: string,
    sourceName: string,
    { isAway = false }: { isAway?: boolean } = {},
  ): void {
    const { sources, awaySources, listeners } = this.platform;
    sources.set(organization, sourceName);
    if (isAway) awaySources.add(sourceName);
    else awaySources.delete(sourceName);
    for (const { onRead } of listeners) onRead();
  }

  get sourceNames(): string[] {
    return [...new Set(['openchoreo', ...this.platform.sources.values()])];
  }

  sourceOf(organization: string): string {
    return this.platform.sources.get(organization) ?? 'openchoreo';
  }

  sharedOrganizationOf(): string {
    return 'default';
  }

  namespaceOf(organization: string): string {
    return organization;
  }

  isComplete(type: CatalogUnitType, sourceName?: string): boolean {
    const { incompleteTypes, awaySources } = this.platform;
    const isAway = sourceName
      ? awaySources.has(sourceName)
      : awaySources.size > 0;
    return !incompleteTypes.has(type) && !isAway;
  }

  list(type: CatalogUnitType): CatalogUnitKey[] {
    return [...this.platform.units.values()].filter(unit => unit.type === type);
  }

  get(key: CatalogUnitKey): CatalogUnit | undefined {
    if (this.platform.failing.has(unitId(key))) {
      throw new Error('the adapter failed');
    }
    return this.platform.units.get(unitId(key));
  }

  subscribe(listener: Listener): () => void {
    this.platform.listeners.add(listener);
    return () => this.platform.listeners.delete(listener);
  }

  #notify(units: CatalogUnitKey[], deleted?: CatalogUnitKey[]): void {
    for (const { onChange } of this.platform.listeners) {
      onChange(units, undefined, deleted);
    }
  }
}

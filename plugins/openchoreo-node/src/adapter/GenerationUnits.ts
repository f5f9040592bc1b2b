import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import type { ResourceCache } from '../cache/ResourceCache';
import type { ResourceChange } from '../cache/ResourceReader';
import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitProblem,
  CatalogUnitType,
} from '../domain/CatalogUnit';
import { sharedOrganization } from '../domain/sharedOrganization';
import type { CatalogUnitSource } from './CatalogUnitSource';
import type { CatalogUnits } from './PlatformAdapter';

/** The name of the control plane where there is only one. */
export const onlySourceName = 'openchoreo';

/** The catalog units of one generation. */
export class GenerationUnits implements CatalogUnitSource {
  readonly sourceNames = [onlySourceName];
  readonly #units: CatalogUnits;
  readonly #cache: ResourceCache;
  readonly #reports = new Map<string, RejectedResource>();

  constructor(units: CatalogUnits, cache: ResourceCache) {
    this.#units = units;
    this.#cache = cache;
  }

  sourceOf(): string {
    return onlySourceName;
  }

  sharedOrganizationOf(): string {
    return sharedOrganization;
  }

  namespaceOf(organization: string): string {
    return organization;
  }

  isComplete(type: CatalogUnitType): boolean {
    const { needs = [] } = this.#units.types[type] ?? {};
    return (
      this.#cache.isDiscovered && needs.every(kind => this.#cache.hasRead(kind))
    );
  }

  list(type: CatalogUnitType): CatalogUnitKey[] {
    return this.#units.list(this.#cache, type);
  }

  get(key: CatalogUnitKey): CatalogUnit | undefined {
    return this.#units.get(this.#cache, key);
  }

  report(
    { type, organization, name }: CatalogUnitKey,
    problems?: readonly CatalogUnitProblem[],
  ): void {
    const id = `${type}:${organization}/${name}`;
    const kind = this.#units.types[type]?.kind;
    if (!problems || !kind) {
      this.#reports.delete(id);
      return;
    }
    this.#reports.set(id, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      namespace: kind.scope === 'Namespaced' ? organization : undefined,
      name,
      problems: [...problems],
      since: this.#reports.get(id)?.since ?? new Date().toISOString(),
    });
  }

  /** The units that have been reported. */
  rejected(): readonly RejectedResource[] {
    return [...this.#reports.values()];
  }

  subscribe({
    onChange,
    onRead,
  }: Parameters<CatalogUnitSource['subscribe']>[0]): () => void {
    const unsubscribers = [
      this.#cache.onChange(change => {
        const units = this.#units.affectedBy(this.#cache, change);
        onChange(units, change.writtenAt, this.#deletedUnits(units, change));
      }),
      this.#cache.onRead(onRead),
    ];
    return () => unsubscribers.forEach(unsubscribe => unsubscribe());
  }

  /** Those of the units that a change affects whose resource is seen to be deleted. */
  #deletedUnits(
    units: readonly CatalogUnitKey[],
    { kind, object: { metadata }, isObserved }: ResourceChange,
  ): CatalogUnitKey[] {
    if (!isObserved && !metadata.deletionTimestamp) return [];
    return units.filter(
      unit =>
        this.#units.types[unit.type]?.kind.kind === kind.kind &&
        unit.name === metadata.name &&
        (metadata.namespace ?? unit.organization) === unit.organization,
    );
  }
}

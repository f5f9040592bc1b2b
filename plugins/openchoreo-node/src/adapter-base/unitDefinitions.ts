import type { CatalogUnits } from '../adapter/PlatformAdapter';
import { indexValuesOf } from '../cache/indexes';
import type {
  ResourceChange,
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitType,
} from '../domain/CatalogUnit';
import { organizationNameOf } from '../domain/organizationNameOf';

/** How the units of a type are made from the resources of a kind. */
export interface UnitDefinition {
  type: CatalogUnitType;
  kind: ResourceKind;
  needs: readonly ResourceKind[];
  get(reader: ResourceReader, key: CatalogUnitKey): CatalogUnit | undefined;
  /** Units of other resources that may differ after a change of a resource of the kind. */
  dependents(reader: ResourceReader, change: ResourceChange): CatalogUnitKey[];
}

/** @param definition - `needs` are the kinds that must have been read before its units are complete, besides its own */
export function defineUnit<T extends ResourceObject>(
  type: CatalogUnitType,
  kind: ResourceKind<T>,
  definition: {
    needs?: readonly ResourceKind[];
    unit: (resource: T, reader: ResourceReader) => CatalogUnit | undefined;
    dependents?: UnitDefinition['dependents'];
  },
): UnitDefinition {
  const { needs = [], unit, dependents = () => [] } = definition;
  return {
    type,
    kind,
    needs: [kind, ...needs],
    get(reader, { organization, name }) {
      const namespace = kind.scope === 'Cluster' ? undefined : organization;
      const resource = reader.get(kind, { namespace, name });
      return resource && !resource.metadata.deletionTimestamp
        ? unit(resource, reader)
        : undefined;
    },
    dependents,
  };
}

/** What the units of a generation are made from. */
interface UnitSources {
  definitions: readonly UnitDefinition[];
  /** The units that a change of a resource affects, by kind, for kinds that have no units of their own. */
  parts: ReadonlyMap<
    string,
    (change: ResourceChange, reader: ResourceReader) => CatalogUnitKey[]
  >;
  /** The kind of organizations, which all units need. */
  organizationKind: ResourceKind;
}

/** The catalog units of a generation. */
export function createCatalogUnits({
  definitions,
  parts,
  organizationKind,
}: UnitSources): CatalogUnits {
  return {
    types: Object.fromEntries(
      definitions.map(({ type, kind, needs }) => [
        type,
        { kind, needs: [organizationKind, ...needs] },
      ]),
    ),
    list: (reader, wanted) =>
      definitions
        .filter(({ type }) => type === wanted)
        .flatMap(({ type, kind }) => unitKeys(type, reader.list(kind))),
    get: (reader, key) =>
      definitions.find(({ type }) => type === key.type)?.get(reader, key),
    affectedBy(reader, change) {
      const { kind } = change.kind;
      const ofPart = parts.get(kind);
      if (ofPart) return ofPart(change, reader);
      return definitions
        .filter(definition => definition.kind.kind === kind)
        .flatMap(({ type, dependents }) => [
          ...unitKeys(type, [change.object]),
          ...dependents(reader, change),
        ]);
    },
  };
}

export function unitKeys(
  type: CatalogUnitType,
  resources: readonly ResourceObject[],
): CatalogUnitKey[] {
  return resources.map(({ kind, metadata }) => ({
    type,
    organization: organizationNameOf(kind, metadata),
    name: metadata.name,
  }));
}

/** The components that a resource belongs to and belonged to before the change. */
export function componentsOf(change: ResourceChange): CatalogUnitKey[] {
  return componentIndexValues(change).map(value => {
    const [organization, , name] = value.split('/');
    return { type: 'component', organization, name };
  });
}

/** The values of the component index for a resource before and after the change. */
export function componentIndexValues({
  kind,
  object,
  old,
}: ResourceChange): string[] {
  return [...(old ? [old] : []), object].flatMap(
    version => indexValuesOf(kind, version).component ?? [],
  );
}

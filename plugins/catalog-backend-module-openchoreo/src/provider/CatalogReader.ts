import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import {
  openchoreoAnnotations,
  originLocation,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  catalogUnitTypes,
  type CatalogUnitKey,
  type CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import { nameAnnotations } from '../translate/entityMeta';
import type { CatalogRequests } from './limitRequests';
import { refOf } from './refOf';
import { unitId } from './unitId';

/** An entity that the catalog has from this provider, and its unit. */
export interface KnownEntity {
  unit: CatalogUnitKey;
  /** Of the unit. */
  id: string;
  /** Of its resource. */
  uid?: string;
  entityRef: string;
}

const uidFacet = 'metadata.uid';
const ownEntities = {
  [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: originLocation,
};
/** If more entities than these are unknown, all are read. */
const maxUnknown = 2_000;
/** Limited, because the uids are in the URL of the request. */
const uidsPerRequest = 100;
/** Limited, because the catalog accepts bodies of at most 100 kB. */
const refsPerRequest = 500;

/** The types whose entities are of kind Resource or Template. The annotation with the name tells them apart. */
const annotatedTypes = catalogUnitTypes.filter(
  type => !['organization', 'project', 'component', 'api'].includes(type),
);

/** The unit that an entity of this provider belongs to. */
function unitOfEntity(entity: Entity): CatalogUnitKey {
  const { name, namespace = '', annotations = {} } = entity.metadata;
  const type = unitTypeOf(entity);
  const organization = annotations[openchoreoAnnotations.organization];
  return {
    type,
    organization: organization ?? namespace,
    name: annotations[nameAnnotations[type]] ?? name,
  };
}

function unitTypeOf({ kind, metadata }: Entity): CatalogUnitType {
  const has = (annotation: string) =>
    metadata.annotations?.[annotation] !== undefined;
  switch (kind) {
    case 'Domain':
      return 'organization';
    case 'System':
      return 'project';
    case 'API':
      // The API of an endpoint belongs to the unit of its component.
      return has(openchoreoAnnotations.endpoint) ? 'component' : 'api';
    case 'Resource':
    case 'Template':
      return (
        annotatedTypes.find(type => has(nameAnnotations[type])) ??
        'managed-resource'
      );
    default:
      return 'component';
  }
}

/** What the provider reads from the catalog. */
export class CatalogReader {
  readonly #catalog: CatalogRequests;
  readonly #auth: AuthService;
  /** The entities at the last read, by their uid. */
  readonly #known = new Map<string, KnownEntity>();

  constructor(catalog: CatalogRequests, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  /**
   * The entities that the catalog has from this provider. After the first call, it reads the uids of all entities and the rest of
   * those that it does not know: a database returns 30,000 uids in less time than the catalog parses as many entities.
   */
  async knownEntities(): Promise<KnownEntity[]> {
    const uids = this.#known.size ? await this.#uids() : undefined;
    if (!uids) {
      await this.#readEntities({});
      return [...this.#known.values()];
    }
    for (const uid of this.#known.keys()) {
      if (!uids.has(uid)) this.#known.delete(uid);
    }
    const unknown = [...uids].filter(uid => !this.#known.has(uid));
    if (unknown.length > maxUnknown) await this.#readEntities({});
    else {
      for (let i = 0; i < unknown.length; i += uidsPerRequest) {
        await this.#readEntities({
          'metadata.uid': unknown.slice(i, i + uidsPerRequest),
        });
      }
    }
    return [...this.#known.values()];
  }

  /** The uids of all entities that the catalog has from this provider. */
  async #uids(): Promise<Set<string>> {
    const { facets } = await this.#catalog.getEntityFacets(
      { facets: [uidFacet], filter: ownEntities },
      await this.#options(),
    );
    return new Set(facets[uidFacet].map(({ value }) => value));
  }

  async #readEntities(filter: Record<string, string[]>): Promise<void> {
    const batches = this.#catalog.streamEntities(
      { filter: { ...ownEntities, ...filter }, fields: ['kind', 'metadata'] },
      await this.#options(),
    );
    for await (const entities of batches) {
      for (const entity of entities) {
        const { uid, annotations } = entity.metadata;
        if (!uid) continue;
        const unit = unitOfEntity(entity);
        this.#known.set(uid, {
          unit,
          id: unitId(unit),
          uid: annotations?.[openchoreoAnnotations.uid],
          entityRef: refOf(entity),
        });
      }
    }
  }

  /** The number of entities that the catalog has from this provider. */
  async count(): Promise<number> {
    const { totalItems } = await this.#catalog.queryEntities(
      { filter: ownEntities, limit: 1, fields: ['kind'] },
      await this.#options(),
    );
    return totalItems;
  }

  /** The origin locations of those entities that the catalog has from elsewhere, by entity ref. */
  async foreignOrigins(
    entityRefs: readonly string[],
  ): Promise<Map<string, string>> {
    if (!entityRefs.length) return new Map();
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: [...entityRefs],
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      await this.#options(),
    );
    return new Map(
      items.flatMap(entity => {
        if (!entity) return [];
        const origin =
          entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION] ??
          'an unknown location';
        return origin === originLocation
          ? []
          : [[refOf(entity), origin] as const];
      }),
    );
  }

  /** Those of the entity refs whose entity the catalog does not have. */
  async missingRefs(entityRefs: readonly string[]): Promise<Set<string>> {
    const missing = new Set<string>();
    for (let i = 0; i < entityRefs.length; i += refsPerRequest) {
      const batch = entityRefs.slice(i, i + refsPerRequest);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: batch, fields: ['kind'] },
        await this.#options(),
      );
      for (const [index, entityRef] of batch.entries()) {
        if (!items[index]) missing.add(entityRef);
      }
    }
    return missing;
  }

  async #options() {
    return { credentials: await this.#auth.getOwnServiceCredentials() };
  }
}

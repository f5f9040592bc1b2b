import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
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

/** An entity that the catalog has from this provider, and its unit. */
export interface KnownEntity {
  unit: CatalogUnitKey;
  entityRef: string;
}

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
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(catalog: CatalogService, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  /** The entities that the catalog has from this provider. */
  async knownEntities(): Promise<KnownEntity[]> {
    const batches = this.#catalog.streamEntities(
      {
        filter: {
          [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]:
            originLocation,
        },
        fields: ['kind', 'metadata'],
      },
      await this.#options(),
    );
    const known: KnownEntity[] = [];
    for await (const entities of batches) {
      for (const entity of entities) {
        known.push({
          unit: unitOfEntity(entity),
          entityRef: stringifyEntityRef(entity),
        });
      }
    }
    return known;
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
          : [[stringifyEntityRef(entity), origin] as const];
      }),
    );
  }

  async #options() {
    return { credentials: await this.#auth.getOwnServiceCredentials() };
  }
}

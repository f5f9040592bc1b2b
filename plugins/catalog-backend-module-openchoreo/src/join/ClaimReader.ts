import type { AuthService } from '@backstage/backend-plugin-api';
import {
  claimAnnotation,
  joinedAnnotation,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  claimOf,
  type EntityClaim,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { CatalogRequests } from '../provider/limitRequests';
import { joinedHashKey } from './enrichment';

/** The claim of an entity in the catalog, with the last decision on it. */
export interface ShownClaim {
  claim: EntityClaim;
  /** The value of `openchoreo.dev/joined`. */
  joined?: string;
  /** The hash of its enrichment, or `rejected`. */
  shown?: string;
}

/** Reads the claims of entities from the catalog. */
export class ClaimReader {
  readonly #catalog: Pick<CatalogRequests, 'streamEntities'>;
  readonly #auth: AuthService;

  constructor(
    catalog: Pick<CatalogRequests, 'streamEntities'>,
    auth: AuthService,
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  async claims(): Promise<ShownClaim[]> {
    const batches = this.#catalog.streamEntities(
      {
        // Not by their kind, which most entities of the catalog have.
        filter: {
          [`metadata.annotations.${claimAnnotation}`]: ['accepted', 'rejected'],
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
          'spec.owner',
        ],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const claims: ShownClaim[] = [];
    for await (const entities of batches) {
      for (const entity of entities) {
        const claim = claimOf(entity);
        const { annotations = {} } = entity.metadata;
        if (claim) {
          claims.push({
            claim,
            joined: annotations[joinedAnnotation],
            shown:
              annotations[joinedHashKey] ??
              (annotations[claimAnnotation] === 'rejected'
                ? 'rejected'
                : undefined),
          });
        }
      }
    }
    return claims;
  }
}

import {
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  processingResult,
  type CatalogProcessor,
  type CatalogProcessorCache,
  type CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import { isFromControlPlane } from '@promenade/backstage-plugin-openchoreo-common';
import { claimOf } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { LocationSpec } from '../provider/LocationKeyProcessor';
import type { ClaimSync } from './ClaimSync';
import {
  enrichEntity,
  markRejected,
  relationsOf,
  withoutTrust,
  type Enrichment,
  type JoinedRelation,
} from './enrichment';
import { refreshKeyOf } from './refreshKeys';

/** The last decision on an entity, as JSON in the cache of the processor. It counts until the components have been read. */
const decisionSchema = z.object({
  claim: z.string(),
  enrichment: z
    .object({
      identity: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()),
      links: z.array(z.looseObject({ url: z.string() })),
      relations: z.array(
        z.object({
          type: z.string(),
          reverseType: z.string(),
          targetRef: z.string(),
        }),
      ),
      system: z.string(),
    })
    .optional(),
});

const decisionKey = 'decision';

/**
 * Enriches entities of other locations that have joined a component, and passes claims on to {@link ClaimSync}. It sends no requests:
 * the components are in memory.
 */
export class JoinProcessor implements CatalogProcessor {
  readonly #claims: ClaimSync;

  constructor(claims: ClaimSync) {
    this.#claims = claims;
  }

  getProcessorName(): string {
    return 'OpenChoreoJoinProcessor';
  }

  /** Before the processors of the host, which may read the annotations of a joined entity. */
  getPriority(): number {
    return 10;
  }

  async postProcessEntity(
    given: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    if (isFromControlPlane(given)) return given;
    const entity = withoutTrust(given);
    const claim = claimOf(entity);
    if (!claim) {
      this.#claims.unclaim(stringifyEntityRef(entity));
      return entity;
    }
    const outcome = this.#claims.claim(claim);
    if (!outcome) return entity;
    emit(processingResult.refresh(refreshKeyOf(claim.entityRef)));
    const claimText = JSON.stringify(claim);
    if (outcome.state !== 'undecided') {
      const { enrichment } = outcome;
      const decision = JSON.stringify({ claim: claimText, enrichment });
      await cache.set(decisionKey, decision);
    }
    const enrichment =
      outcome.state === 'undecided'
        ? await lastEnrichment(cache, claimText)
        : outcome.enrichment;
    if (!enrichment) return markRejected(entity);
    for (const relation of relationsOf(entity, enrichment)) {
      emitRelation(entity, relation, emit);
    }
    return enrichEntity(entity, enrichment);
  }
}

async function lastEnrichment(
  cache: CatalogProcessorCache,
  claim: string,
): Promise<Enrichment | undefined> {
  const text = await cache.get<string>(decisionKey);
  const last = text && decisionSchema.parse(JSON.parse(text));
  return last && last.claim === claim ? last.enrichment : undefined;
}

function emitRelation(
  entity: Entity,
  { type, reverseType, targetRef }: JoinedRelation,
  emit: CatalogProcessorEmit,
): void {
  const source = getCompoundEntityRef(entity);
  const target = parseEntityRef(targetRef);
  emit(processingResult.relation({ source, type, target }));
  emit(
    processingResult.relation({
      source: target,
      type: reverseType,
      target: source,
    }),
  );
}

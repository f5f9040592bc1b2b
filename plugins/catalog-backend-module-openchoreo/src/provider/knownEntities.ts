import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import { originLocation } from '../translate/entityMeta';
import { unitKey } from '../translate/units';

/** An entity that the catalog holds of this provider, and the unit that it belongs to. */
export interface KnownEntity {
  unit: string;
  ref: string;
}

const resourceName: Record<string, string> = {
  Organization: openchoreoAnnotations.organization,
  Project: openchoreoAnnotations.project,
  Component: openchoreoAnnotations.component,
  // An API is made from a Workload, and renewed with the component that the workload belongs to.
  Workload: openchoreoAnnotations.component,
  Environment: openchoreoAnnotations.environment,
  DataPlane: openchoreoAnnotations.dataPlane,
  BuildPlane: openchoreoAnnotations.buildPlane,
  DeploymentPipeline: openchoreoAnnotations.deploymentPipeline,
};

/** The unit that an entity of ours belongs to; undefined when its annotations do not say. */
export function unitOfEntity({ metadata }: Entity): string | undefined {
  const said = metadata.annotations ?? {};
  const kind = said[openchoreoAnnotations.kind];
  const name = kind && said[resourceName[kind]];
  if (!kind || !name) return undefined;
  if (kind === 'Organization') return unitKey(kind, name);
  return unitKey(
    kind === 'Workload' ? 'Component' : kind,
    name,
    said[openchoreoAnnotations.organization],
  );
}

/** Asks the catalog for every entity that this provider gave it in earlier runs. */
export async function readKnownEntities(
  catalog: CatalogService,
  auth: AuthService,
): Promise<KnownEntity[]> {
  const known: KnownEntity[] = [];
  const batches = catalog.streamEntities(
    {
      filter: {
        [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: originLocation,
      },
      fields: ['kind', 'metadata'],
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  for await (const entities of batches)
    for (const entity of entities) {
      const unit = unitOfEntity(entity);
      if (unit) known.push({ unit, ref: stringifyEntityRef(entity) });
    }
  return known;
}

import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnitType } from '@promenade/backstage-plugin-openchoreo-node';
import { originLocation } from '../translate/entityMeta';
import { unitId } from './unitId';

/** An entity that the catalog has from this provider, and the id of its unit. */
export interface KnownEntity {
  unit: string;
  ref: string;
}

/** The type of the unit of an entity and the annotation with its name, by the kind of the resource. */
const unitsByKind: Record<string, [CatalogUnitType, string]> = {
  Organization: ['organization', openchoreoAnnotations.organization],
  Project: ['project', openchoreoAnnotations.project],
  Component: ['component', openchoreoAnnotations.component],
  // An endpoint of a Workload belongs to the unit of its component.
  Workload: ['component', openchoreoAnnotations.component],
  Environment: ['environment', openchoreoAnnotations.environment],
  DataPlane: ['data-plane', openchoreoAnnotations.dataPlane],
  BuildPlane: ['build-plane', openchoreoAnnotations.buildPlane],
  DeploymentPipeline: [
    'deployment-pipeline',
    openchoreoAnnotations.deploymentPipeline,
  ],
};

/** The id of the unit that an entity belongs to. Undefined when its annotations do not identify one. */
export function unitOfEntity({ metadata }: Entity): string | undefined {
  const annotations = metadata.annotations ?? {};
  const [type, nameAnnotation] =
    unitsByKind[annotations[openchoreoAnnotations.kind] ?? ''] ?? [];
  const name = nameAnnotation && annotations[nameAnnotation];
  const organization = annotations[openchoreoAnnotations.organization];
  return type && name && organization
    ? unitId({ type, organization, name })
    : undefined;
}

/** Reads the entities that the catalog has from earlier runs of this provider. */
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

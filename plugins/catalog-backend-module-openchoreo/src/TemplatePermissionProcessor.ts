import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import {
  neededPermissionAnnotation,
  permissionNamesOf,
} from '@promenade/backstage-plugin-openchoreo-common';

/**
 * Gives each Template an annotation for every permission that `openchoreo.dev/permission` names, so that a policy can hide it
 * with a condition of the catalog.
 */
export class TemplatePermissionProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'OpenChoreoTemplatePermissionProcessor';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    const names = entity.kind === 'Template' ? permissionNamesOf(entity) : [];
    if (!names.length) return entity;
    const needed = names.map(name => [
      neededPermissionAnnotation(name),
      'needed',
    ]);
    const { metadata } = entity;
    return {
      ...entity,
      metadata: {
        ...metadata,
        annotations: { ...metadata.annotations, ...Object.fromEntries(needed) },
      },
    };
  }
}

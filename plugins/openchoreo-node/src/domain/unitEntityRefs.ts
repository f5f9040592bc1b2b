import { entityRefOf } from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnit } from './CatalogUnit';

/**
 * The refs of the entities that the catalog has of a unit: one, and those of the endpoints of a component. Without the Template of
 * a class or component type, which a catalog without the scaffolder does not have.
 *
 * @public
 */
export function unitEntityRefs(unit: CatalogUnit): string[] {
  const { type, organization, name } = unit;
  switch (type) {
    case 'organization':
      return [entityRefOf({ type, name })];
    case 'component': {
      const endpoints = unit.endpoints.map(endpoint =>
        entityRefOf({
          type: 'endpoint',
          organization,
          component: name,
          name: endpoint.name,
        }),
      );
      return [
        ...new Set([entityRefOf({ type, organization, name }), ...endpoints]),
      ];
    }
    case 'service-class':
    case 'web-application-class':
    case 'scheduled-task-class':
    case 'component-type':
    case 'cluster-component-type':
    case 'api-class':
      return [
        entityRefOf({ type: 'definition', of: type, organization, name }),
      ];
    default:
      return [entityRefOf({ type, organization, name })];
  }
}

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import { deployRouteRef } from '../routes';

/**
 * Returns the path of the Deploy tab of a component. An app can move the tab, and its route reference resolves for the entity of the
 * page only. What follows the path of that entity is the same for all entities.
 */
export function useDeployLink(): (entityRef: string) => string {
  const { entity } = useEntity();
  const entityLink = useEntityRefLink();
  const deployPath = useRouteRef(deployRouteRef)?.();
  const own = entityLink(stringifyEntityRef(entity));
  const tab = deployPath?.startsWith(own) ? deployPath.slice(own.length) : '';
  return entityRef => `${entityLink(entityRef)}${tab}`;
}

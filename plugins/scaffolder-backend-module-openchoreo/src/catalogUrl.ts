import type { RootConfigService } from '@backstage/backend-plugin-api';
import { entityPath } from '@promenade/backstage-plugin-openchoreo-common';

/** The URL of the catalog page of an entity, or of a tab of that page. */
export function catalogUrl(
  config: RootConfigService,
  entityRef: string,
  tab?: string,
): string {
  const portal = config.getOptionalString('app.baseUrl') ?? '';
  return `${portal.replace(/\/+$/, '')}${entityPath(entityRef, tab)}`;
}

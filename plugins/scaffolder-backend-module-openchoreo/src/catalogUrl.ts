import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  catalogPath,
  type PlatformObject,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The URL of the catalog page of an object of the platform, or of a tab of that page. */
export function catalogUrl(
  config: RootConfigService,
  object: PlatformObject,
  tab?: string,
): string {
  const portal = config.getOptionalString('app.baseUrl') ?? '';
  return `${portal.replace(/\/+$/, '')}${catalogPath(object, tab)}`;
}

import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  entityNameOf,
  type PlatformObject,
} from '@promenade/backstage-plugin-openchoreo-common';

/** Where the portal shows something of the platform: its page in the catalog, or one of the page's tabs. */
export function catalogUrl(
  config: RootConfigService,
  object: PlatformObject,
  tab = '',
): string {
  const portal = config.getOptionalString('app.baseUrl') ?? '';
  const { kind, namespace, name } = entityNameOf(object);
  const path = [namespace, kind.toLocaleLowerCase('en-US'), name]
    .map(encodeURIComponent)
    .join('/');
  return `${portal.replace(/\/+$/, '')}/catalog/${path}${tab && `/${tab}`}`;
}

import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  entityNameOf,
  type PlatformObject,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The URL of the catalog page of an object of the platform, or of a tab of that page. */
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

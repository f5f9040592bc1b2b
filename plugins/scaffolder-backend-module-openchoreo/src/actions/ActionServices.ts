import type {
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';

/**
 * What the actions work with.
 *
 * @public
 */
export interface ActionServices {
  openchoreo: OpenChoreoService;
  catalog: CatalogService;
  permissions: PermissionsService;
  config: RootConfigService;
}

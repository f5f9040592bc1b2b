import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  defaultRemovalCeiling,
  type RemovalCeiling,
} from './provider/removalGuard';

/** What an operator can set. */
export interface CatalogModuleConfig {
  /** Entity ref. */
  defaultOwner: string;
  defaultLifecycle: string;
  removalCeiling: RemovalCeiling;
}

const path = 'catalog.providers.openchoreo';

/**
 * Reads `catalog.providers.openchoreo`.
 *
 * @throws InputError that names the key, when a value makes no sense
 */
export function readCatalogModuleConfig(root: Config): CatalogModuleConfig {
  const config = root.getOptionalConfig(path);
  const count =
    config?.getOptionalNumber('removalCeiling.count') ??
    defaultRemovalCeiling.count;
  const share =
    config?.getOptionalNumber('removalCeiling.share') ??
    defaultRemovalCeiling.share;
  if (!Number.isInteger(count) || count < 0)
    throw new InputError(
      `${path}.removalCeiling.count is ${count}; it has to be a whole number from 0 on`,
    );
  if (share < 0 || share > 1)
    throw new InputError(
      `${path}.removalCeiling.share is ${share}; it has to be between 0 and 1`,
    );
  return {
    defaultOwner:
      config?.getOptionalString('defaultOwner') ?? 'group:default/platform',
    defaultLifecycle:
      config?.getOptionalString('defaultLifecycle') ?? 'production',
    removalCeiling: { count, share },
  };
}

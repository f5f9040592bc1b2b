import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  defaultRemovalLimit,
  type RemovalLimit,
} from './provider/RemovalGuard';
import type { TranslationDefaults } from './translate/entityMeta';
import { ownerRef } from './translate/owner';
import { isReservedPrefix } from './translate/passedAnnotations';

/** The configuration of the module. */
export interface CatalogModuleConfig extends TranslationDefaults {
  removalLimit: RemovalLimit;
}

const path = 'catalog.providers.openchoreo';

/**
 * Reads `catalog.providers.openchoreo`.
 *
 * @throws InputError that names the key of an invalid value
 */
export function readCatalogModuleConfig(root: Config): CatalogModuleConfig {
  const config = root.getOptionalConfig(path);
  const count =
    config?.getOptionalNumber('removalCeiling.count') ??
    defaultRemovalLimit.count;
  const share =
    config?.getOptionalNumber('removalCeiling.share') ??
    defaultRemovalLimit.share;
  if (!Number.isInteger(count) || count < 0)
    throw new InputError(
      `${path}.removalCeiling.count is ${count}; it must be an integer of at least 0`,
    );
  if (share < 0 || share > 1)
    throw new InputError(
      `${path}.removalCeiling.share is ${share}; it must be between 0 and 1`,
    );
  const owner =
    config?.getOptionalString('defaultOwner') ?? 'group:default/platform';
  const defaultOwner = ownerRef(owner);
  if (defaultOwner === undefined)
    throw new InputError(
      `${path}.defaultOwner is "${owner}"; it must be an entity ref or the name of a group`,
    );
  const annotationPrefixes =
    config?.getOptionalStringArray('annotationPrefixes') ?? [];
  const reserved = annotationPrefixes.find(isReservedPrefix);
  if (reserved !== undefined)
    throw new InputError(
      `${path}.annotationPrefixes has ${reserved}, whose annotations belong to OpenChoreo, the catalog or Kubernetes; remove it`,
    );
  return {
    defaultOwner,
    annotationPrefixes,
    defaultLifecycle:
      config?.getOptionalString('defaultLifecycle') ?? 'experimental',
    hasTemplates: config?.getOptionalBoolean('templates') ?? true,
    removalLimit: { count, share },
  };
}

import {
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** The configuration of the module. */
export interface TemplatesConfig {
  /** Entity ref of the owner of the templates. */
  owner: string;
  /** Namespace of the templates. */
  namespace: string;
  /** Names of templates to leave out. */
  exclude: string[];
}

const path = 'catalog.providers.openchoreoTemplates';
const ownerOfEntities = 'catalog.providers.openchoreo.defaultOwner';

/**
 * Reads `catalog.providers.openchoreoTemplates`.
 *
 * @throws InputError that names the key of an invalid value
 */
export function readTemplatesConfig(root: Config): TemplatesConfig {
  const config = root.getOptionalConfig(path);
  const namespace = config?.getOptionalString('namespace') ?? 'openchoreo';
  if (!makeValidator().isValidNamespace(namespace))
    throw new InputError(
      `${path}.namespace is "${namespace}"; it must be a namespace of the catalog`,
    );
  return {
    owner: readOwner(root, config?.has('owner') ? `${path}.owner` : undefined),
    namespace,
    exclude: config?.getOptionalStringArray('exclude') ?? [],
  };
}

/** The owner at a key, or else that of all entities without an owner. */
function readOwner(root: Config, key: string = ownerOfEntities): string {
  const owner = root.getOptionalString(key) ?? 'group:default/platform';
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'Group',
        defaultNamespace: 'default',
      }),
    );
  } catch (cause) {
    throw new InputError(
      `${key} is "${owner}"; it must be an entity ref or the name of a group`,
      cause,
    );
  }
}

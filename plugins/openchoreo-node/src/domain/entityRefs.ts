import { makeValidator, parseEntityRef } from '@backstage/catalog-model';
import type { CatalogUnitBase } from './CatalogUnit';

const { isValidKind, isValidNamespace, isValidEntityName } = makeValidator();

/**
 * A complete entity ref. Undefined for a text that the catalog does not accept as one.
 *
 * @public
 */
export function validEntityRef(
  text: string,
  defaultKind: string,
  defaultNamespace = 'default',
): string | undefined {
  try {
    const parsed = parseEntityRef(text, { defaultKind, defaultNamespace });
    // Without a locale, which takes 25 times as long: the other characters are not valid.
    const kind = parsed.kind.toLowerCase();
    const namespace = parsed.namespace.toLowerCase();
    const name = parsed.name.toLowerCase();
    return isValidKind(kind) &&
      isValidNamespace(namespace) &&
      isValidEntityName(name)
      ? `${kind}:${namespace}/${name}`
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The owner that the resource of a unit names, or else the nearest resource that it belongs to. Undefined when none names a valid
 * one.
 *
 * @public
 */
export function resourceOwnerOf({
  owners,
}: Pick<CatalogUnitBase, 'owners'>): string | undefined {
  const [first] = owners.flatMap(
    ({ value }) => validEntityRef(value, 'Group') ?? [],
  );
  return first;
}

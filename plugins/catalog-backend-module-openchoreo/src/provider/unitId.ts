import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';

/** The key of a unit as one text: `<type>:<organization>/<name>`. */
export function unitId({ type, organization, name }: CatalogUnitKey): string {
  return `${type}:${organization}/${name}`;
}

import {
  catalogUnitTypes,
  type CatalogUnitKey,
} from '@promenade/backstage-plugin-openchoreo-node';

/** The key of a unit as one text: `<type>:<organization>/<name>`. */
export function unitId({ type, organization, name }: CatalogUnitKey): string {
  return `${type}:${organization}/${name}`;
}

/** The key that a unit id stands for. @throws Error for a text that is no unit id */
export function unitKey(id: string): CatalogUnitKey {
  const [, unitType, organization, name] =
    /^([^:]+):([^/]+)\/(.+)$/.exec(id) ?? [];
  const type = catalogUnitTypes.find(known => known === unitType);
  if (!type) throw new Error(`${id} is not a unit id`);
  return { type, organization, name };
}

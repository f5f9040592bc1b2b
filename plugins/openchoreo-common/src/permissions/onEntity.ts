/**
 * Permissions on a component, a project or an organization have the resource type of the catalog, so that rules for entities, such as
 * "is owner", apply. The resource of a creation is the entity that it is created in.
 */
export const onEntity = { resourceType: 'catalog-entity' } as const;

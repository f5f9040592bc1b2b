/**
 * The organization whose environments, planes and pipelines all organizations may use.
 *
 * @public
 */
export const sharedOrganization = 'default';

import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Create an organization. Without a resource: nothing has it yet.
 *
 * @public
 */
export const organizationCreatePermission = createPermission({
  name: 'openchoreo.organization.create',
  attributes: { action: 'create' },
});

/**
 * Read what of the platform needs an engineer: stuck deployments of components that the caller may see, all planes and the nodes of
 * data planes, the rejected resources of all organizations, and how the catalog follows the control plane.
 *
 * @public
 */
export const platformReadPermission = createPermission({
  name: 'openchoreo.platform.read',
  attributes: { action: 'read' },
});

/**
 * Compare the catalog with the control plane now.
 *
 * @public
 */
export const catalogSyncPermission = createPermission({
  name: 'openchoreo.catalog.sync',
  attributes: { action: 'update' },
});

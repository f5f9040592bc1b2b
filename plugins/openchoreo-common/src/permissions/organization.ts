import { createPermission } from '@backstage/plugin-permission-common';
import { onEntity } from './onEntity';

/**
 * Create a component in a project. The resource is the project.
 *
 * @public
 */
export const componentCreatePermission = createPermission({
  name: 'openchoreo.component.create',
  attributes: { action: 'create' },
  ...onEntity,
});

/**
 * Create a project in an organization. The resource is the organization.
 *
 * @public
 */
export const projectCreatePermission = createPermission({
  name: 'openchoreo.project.create',
  attributes: { action: 'create' },
  ...onEntity,
});

/**
 * Create or change an environment of an organization. The resource is the organization.
 *
 * @public
 */
export const environmentUpdatePermission = createPermission({
  name: 'openchoreo.environment.update',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Create or change a deployment pipeline of an organization. The resource is the organization.
 *
 * @public
 */
export const pipelineUpdatePermission = createPermission({
  name: 'openchoreo.pipeline.update',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Create or change the values and the secret references of a configuration group of an organization. The resource is the
 * organization.
 *
 * @public
 */
export const configurationUpdatePermission = createPermission({
  name: 'openchoreo.configuration.update',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Create or change any resource of an organization from a manifest, also what other permissions protect, such as bindings and data
 * planes. The resource is the organization.
 *
 * @public
 */
export const manifestApplyPermission = createPermission({
  name: 'openchoreo.manifest.apply',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Delete any resource of an organization by a manifest. The resource is the organization.
 *
 * @public
 */
export const manifestDeletePermission = createPermission({
  name: 'openchoreo.manifest.delete',
  attributes: { action: 'delete' },
  ...onEntity,
});

/**
 * Delete a project. The permissions to delete each of its components are needed, too.
 *
 * @public
 */
export const projectDeletePermission = createPermission({
  name: 'openchoreo.project.delete',
  attributes: { action: 'delete' },
  ...onEntity,
});

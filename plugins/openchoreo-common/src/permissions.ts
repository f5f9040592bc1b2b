import { createPermission } from '@backstage/plugin-permission-common';

/*
 * Permissions on a component, a project or an organization have the resource type of the catalog, so that rules for entities, such as
 * "is owner", apply. The resource of a creation is the entity that it is created in.
 */
const onEntity = { resourceType: 'catalog-entity' } as const;

/**
 * Read the deployments of a component: boards, plans and promotions.
 *
 * @public
 */
export const deploymentReadPermission = createPermission({
  name: 'openchoreo.deployment.read',
  attributes: { action: 'read' },
  ...onEntity,
});

/**
 * Read the logs of the containers of a component. What they contain is up to the component: it may be personal data.
 *
 * @public
 */
export const logReadPermission = createPermission({
  name: 'openchoreo.log.read',
  attributes: { action: 'read' },
  ...onEntity,
});

/**
 * Read the manifests of the objects of a component. Values of configuration and secrets are hidden.
 *
 * @public
 */
export const manifestReadPermission = createPermission({
  name: 'openchoreo.manifest.read',
  attributes: { action: 'read' },
  ...onEntity,
});

/**
 * Read the plain values of the environment variables of a component, and of the configuration that they refer to. Secrets are never
 * returned.
 *
 * @public
 */
export const configurationReadPermission = createPermission({
  name: 'openchoreo.configuration.read',
  attributes: { action: 'read' },
  ...onEntity,
});

/**
 * Read logs, manifests and the configuration in an environment. It is checked in addition to the permission on the component, and the same rules apply
 * as to `openchoreo.environment.deploy`.
 *
 * @public
 */
export const environmentObservePermission = createPermission({
  name: 'openchoreo.environment.observe',
  attributes: { action: 'read' },
  resourceType: 'openchoreo-environment',
});

/**
 * Promote a release of a component to another environment.
 *
 * @public
 */
export const releasePromotePermission = createPermission({
  name: 'openchoreo.release.promote',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Change what runs in an environment: by a promotion to it, or by a change of the state. It is checked in addition to the
 * permission on the component, and rules on environment, project and organization apply.
 *
 * @public
 */
export const environmentDeployPermission = createPermission({
  name: 'openchoreo.environment.deploy',
  attributes: { action: 'update' },
  resourceType: 'openchoreo-environment',
});

/**
 * Approve or reject promotions of a component. The policy of the pipeline decides in addition whose approval counts.
 *
 * @public
 */
export const promotionApprovePermission = createPermission({
  name: 'openchoreo.promotion.approve',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Cancel promotions of a component.
 *
 * @public
 */
export const promotionCancelPermission = createPermission({
  name: 'openchoreo.promotion.cancel',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Approve or reject promotions to an environment. It is checked in addition to the permission on the component, and the same
 * rules apply as to `openchoreo.environment.deploy`.
 *
 * @public
 */
export const environmentApprovePermission = createPermission({
  name: 'openchoreo.environment.approve',
  attributes: { action: 'update' },
  resourceType: 'openchoreo-environment',
});

/**
 * Suspend, resume, restart or undeploy a component in an environment.
 *
 * @public
 */
export const deploymentUpdatePermission = createPermission({
  name: 'openchoreo.deployment.update',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Send requests to the endpoints of a component through the backend. A request may change data of the component.
 *
 * @public
 */
export const endpointCallPermission = createPermission({
  name: 'openchoreo.endpoint.call',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Send requests to endpoints in an environment. It is checked in addition to the permission on the component, and the same rules
 * apply as to `openchoreo.environment.deploy`.
 *
 * @public
 */
export const environmentCallPermission = createPermission({
  name: 'openchoreo.environment.call',
  attributes: { action: 'update' },
  resourceType: 'openchoreo-environment',
});

/**
 * Run a scheduled task at once, beside its schedule.
 *
 * @public
 */
export const taskRunPermission = createPermission({
  name: 'openchoreo.task.run',
  attributes: { action: 'create' },
  ...onEntity,
});

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
 * Change the workload of a component.
 *
 * @public
 */
export const componentUpdatePermission = createPermission({
  name: 'openchoreo.component.update',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Build a component from its source code.
 *
 * @public
 */
export const componentBuildPermission = createPermission({
  name: 'openchoreo.component.build',
  attributes: { action: 'create' },
  ...onEntity,
});

/**
 * Delete a component, in all environments.
 *
 * @public
 */
export const componentDeletePermission = createPermission({
  name: 'openchoreo.component.delete',
  attributes: { action: 'delete' },
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
 * Create an organization. Without a resource: nothing has it yet.
 *
 * @public
 */
export const organizationCreatePermission = createPermission({
  name: 'openchoreo.organization.create',
  attributes: { action: 'create' },
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

/**
 * Every permission of these plugins.
 *
 * @public
 */
export const openchoreoPermissions = [
  deploymentReadPermission,
  logReadPermission,
  manifestReadPermission,
  configurationReadPermission,
  environmentObservePermission,
  releasePromotePermission,
  deploymentUpdatePermission,
  taskRunPermission,
  environmentDeployPermission,
  promotionApprovePermission,
  promotionCancelPermission,
  environmentApprovePermission,
  endpointCallPermission,
  environmentCallPermission,
  componentCreatePermission,
  componentUpdatePermission,
  componentBuildPermission,
  componentDeletePermission,
  projectCreatePermission,
  projectDeletePermission,
  organizationCreatePermission,
  environmentUpdatePermission,
  pipelineUpdatePermission,
  configurationUpdatePermission,
  manifestApplyPermission,
  manifestDeletePermission,
  platformReadPermission,
  catalogSyncPermission,
];

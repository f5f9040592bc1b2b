import { createPermission } from '@backstage/plugin-permission-common';

/*
 * Permissions on something that exists in the catalog carry the catalog's own resource type. The rules that a policy
 * already has for entities (such as "is owner") then apply to deployments as they are.
 */
const onEntity = { resourceType: 'catalog-entity' } as const;

/**
 * See what runs where: boards, plans and promotions of a component.
 *
 * @public
 */
export const deploymentReadPermission = createPermission({
  name: 'openchoreo.deployment.read',
  attributes: { action: 'read' },
  ...onEntity,
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
 * Suspend, resume or undeploy a component in an environment.
 *
 * @public
 */
export const deploymentUpdatePermission = createPermission({
  name: 'openchoreo.deployment.update',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Create a component. Not tied to an entity: none exists yet.
 *
 * @public
 */
export const componentCreatePermission = createPermission({
  name: 'openchoreo.component.create',
  attributes: { action: 'create' },
});

/**
 * Create a project. Not tied to an entity: none exists yet.
 *
 * @public
 */
export const projectCreatePermission = createPermission({
  name: 'openchoreo.project.create',
  attributes: { action: 'create' },
});

/**
 * See the report on resources that could not be used, over all organizations.
 *
 * @public
 */
export const platformReadPermission = createPermission({
  name: 'openchoreo.platform.read',
  attributes: { action: 'read' },
});

/**
 * Every permission of these plugins.
 *
 * @public
 */
export const openchoreoPermissions = [
  deploymentReadPermission,
  releasePromotePermission,
  deploymentUpdatePermission,
  componentCreatePermission,
  projectCreatePermission,
  platformReadPermission,
];

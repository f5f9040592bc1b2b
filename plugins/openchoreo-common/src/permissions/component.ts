import { createPermission } from '@backstage/plugin-permission-common';
import { onEntity } from './onEntity';

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

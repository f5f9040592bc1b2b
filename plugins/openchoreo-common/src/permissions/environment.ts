import { createPermission } from '@backstage/plugin-permission-common';

/** The rules on environment, project and organization apply. */
const onEnvironment = { resourceType: 'openchoreo-environment' } as const;

/**
 * Read logs, manifests and the configuration in an environment. It is checked in addition to the permission on the component, and the same rules apply
 * as to `openchoreo.environment.deploy`.
 *
 * @public
 */
export const environmentObservePermission = createPermission({
  name: 'openchoreo.environment.observe',
  attributes: { action: 'read' },
  ...onEnvironment,
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
  ...onEnvironment,
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
  ...onEnvironment,
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
  ...onEnvironment,
});

import {
  componentBuildPermission,
  componentDeletePermission,
  componentUpdatePermission,
  configurationReadPermission,
  deploymentReadPermission,
  deploymentUpdatePermission,
  endpointCallPermission,
  logReadPermission,
  manifestReadPermission,
  promotionApprovePermission,
  promotionCancelPermission,
  releasePromotePermission,
  taskRunPermission,
} from './component';
import {
  environmentApprovePermission,
  environmentCallPermission,
  environmentDeployPermission,
  environmentObservePermission,
} from './environment';
import {
  componentCreatePermission,
  configurationUpdatePermission,
  environmentUpdatePermission,
  manifestApplyPermission,
  manifestDeletePermission,
  pipelineUpdatePermission,
  projectCreatePermission,
  projectDeletePermission,
} from './organization';
import {
  catalogSyncPermission,
  organizationCreatePermission,
  platformReadPermission,
} from './platform';

export * from './component';
export * from './environment';
export * from './organization';
export * from './platform';

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

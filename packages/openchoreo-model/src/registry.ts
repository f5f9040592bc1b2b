import type { KindDefinition } from './kind-definition';
import { apiKind } from './kinds/api';
import { apiBindingKind } from './kinds/api-binding';
import { apiClassKind } from './kinds/api-class';
import { buildKind } from './kinds/build';
import { buildPlaneKind } from './kinds/build-plane';
import { componentKind } from './kinds/component';
import { componentBindingKind } from './kinds/component-binding';
import {
  clusterComponentTypeKind,
  componentTypeKind,
} from './kinds/component-type';
import { configurationGroupKind } from './kinds/configuration-group';
import { dataPlaneKind } from './kinds/data-plane';
import { deployableArtifactKind } from './kinds/deployable-artifact';
import { deploymentKind } from './kinds/deployment';
import { deploymentPipelineKind } from './kinds/deployment-pipeline';
import { deploymentTrackKind } from './kinds/deployment-track';
import { endpointKind } from './kinds/endpoint';
import { environmentKind } from './kinds/environment';
import { gitCommitRequestKind } from './kinds/git-commit-request';
import { managedResourceKind } from './kinds/managed-resource';
import { organizationKind } from './kinds/organization';
import { projectKind } from './kinds/project';
import { projectPromotionKind } from './kinds/project-promotion';
import { promotionKind } from './kinds/promotion';
import { promotionPolicyKind } from './kinds/promotion-policy';
import { releaseKind } from './kinds/release';
import { releasePreviewKind } from './kinds/release-preview';
import { scheduledTaskKind } from './kinds/scheduled-task';
import { scheduledTaskBindingKind } from './kinds/scheduled-task-binding';
import { scheduledTaskClassKind } from './kinds/scheduled-task-class';
import { serviceKind } from './kinds/service';
import { serviceBindingKind } from './kinds/service-binding';
import { serviceClassKind } from './kinds/service-class';
import { clusterTraitKind, traitKind } from './kinds/trait';
import { webApplicationKind } from './kinds/web-application';
import { webApplicationBindingKind } from './kinds/web-application-binding';
import { webApplicationClassKind } from './kinds/web-application-class';
import { workloadKind } from './kinds/workload';

/**
 * All kinds of the model.
 *
 * @public
 */
export const kinds: readonly KindDefinition[] = [
  organizationKind,
  projectKind,
  environmentKind,
  dataPlaneKind,
  buildPlaneKind,
  deploymentPipelineKind,
  configurationGroupKind,
  managedResourceKind,
  componentKind,
  componentTypeKind,
  clusterComponentTypeKind,
  traitKind,
  clusterTraitKind,
  componentBindingKind,
  workloadKind,
  serviceKind,
  serviceClassKind,
  serviceBindingKind,
  webApplicationKind,
  webApplicationClassKind,
  webApplicationBindingKind,
  scheduledTaskKind,
  scheduledTaskClassKind,
  scheduledTaskBindingKind,
  apiKind,
  apiClassKind,
  apiBindingKind,
  releaseKind,
  buildKind,
  gitCommitRequestKind,
  deploymentTrackKind,
  deployableArtifactKind,
  deploymentKind,
  endpointKind,
  promotionKind,
  projectPromotionKind,
  promotionPolicyKind,
  releasePreviewKind,
];

/**
 * Returns the definition of a kind, or undefined if it is not part of the model.
 *
 * @public
 */
export function kindOf(
  apiVersion: string,
  kind: string,
): KindDefinition | undefined {
  return kinds.find(
    definition =>
      definition.apiVersion === apiVersion && definition.kind === kind,
  );
}

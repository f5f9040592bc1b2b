import {
  apiBindingKind,
  apiClassKind,
  apiKind,
  buildKind,
  buildPlaneKind,
  clusterComponentTypeKind,
  componentBindingKind,
  componentKind as modelComponentKind,
  componentTypeKind,
  configurationGroupKind,
  dataPlaneKind,
  deployableArtifactKind,
  deploymentPipelineKind,
  deploymentTrackKind,
  environmentKind,
  managedResourceKind,
  organizationKind,
  projectKind,
  projectPromotionKind,
  promotionPolicyKind,
  releaseKind,
  scheduledTaskClassKind,
  scheduledTaskKind,
  serviceClassKind,
  serviceKind,
  webApplicationClassKind,
  webApplicationKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import type { PlatformAdapter } from '../adapter/PlatformAdapter';
import type { ResourceKind } from '../cache/ResourceReader';
import { classBindingKinds } from './bindings';
import { traitKinds } from '../adapter-base/allowedTraits';
import { promotionKind } from '../adapter-base/promotions/promotionKind';

/** The index by component finds a component under its own name. */
export const componentKind = {
  ...modelComponentKind,
  owner: { ...modelComponentKind.owner, component: 'metadata.name' },
};

export const capabilities: PlatformAdapter['capabilities'] = {
  deployments: {
    required: [
      projectKind,
      componentKind,
      deploymentPipelineKind,
      environmentKind,
      ...classBindingKinds,
      deployableArtifactKind,
      releaseKind,
    ],
    optional: [
      apiKind,
      apiBindingKind,
      componentBindingKind,
      dataPlaneKind,
      managedResourceKind,
      promotionPolicyKind,
    ],
  },
  promotions: { required: [promotionKind], optional: [projectPromotionKind] },
};

/** The kinds that the cache holds: those of capabilities, catalog units and verbs, and those that deploy a component. */
export const kinds: readonly ResourceKind[] = [
  organizationKind,
  ...Object.values(capabilities).flatMap(({ required, optional }) => [
    ...required,
    ...optional,
  ]),
  buildKind,
  buildPlaneKind,
  configurationGroupKind,
  deploymentTrackKind,
  workloadKind,
  serviceKind,
  webApplicationKind,
  scheduledTaskKind,
  serviceClassKind,
  webApplicationClassKind,
  scheduledTaskClassKind,
  apiClassKind,
  componentTypeKind,
  clusterComponentTypeKind,
  ...traitKinds,
];

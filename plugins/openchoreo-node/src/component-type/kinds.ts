import {
  clusterComponentTypeKind,
  componentTypeKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { traitKinds } from '../adapter-base/allowedTraits';
import { promotionKind } from '../adapter-base/promotions/promotionKind';
import type { PlatformAdapter } from '../adapter/PlatformAdapter';
import type { ResourceKind } from '../cache/ResourceReader';
import {
  componentKind,
  componentReleaseKind,
  workloadKind,
} from './componentKinds';
import { releaseBindingKind, renderedReleaseKind } from './deploymentKinds';
import {
  clusterDataPlaneKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
} from './platformKinds';
import { namespaceKind, projectKind } from './tenantKinds';
import { workflowRunKind } from './workflowRunKind';

/** The kinds that every OpenChoreo 1.x serves, and no 0.3. */
export const requiredKinds: readonly ResourceKind[] = [
  componentKind,
  componentReleaseKind,
  releaseBindingKind,
  renderedReleaseKind,
];

export const capabilities: PlatformAdapter['capabilities'] = {
  deployments: {
    required: [
      projectKind,
      componentKind,
      deploymentPipelineKind,
      environmentKind,
      componentReleaseKind,
      releaseBindingKind,
      renderedReleaseKind,
    ],
    optional: [dataPlaneKind, clusterDataPlaneKind, promotionPolicyKind],
  },
  promotions: { required: [promotionKind], optional: [] },
};

/** The kinds that the cache holds: those of capabilities, and those of catalog units. */
export const kinds: readonly ResourceKind[] = [
  ...Object.values(capabilities).flatMap(({ required, optional }) => [
    ...required,
    ...optional,
  ]),
  namespaceKind,
  workloadKind,
  workflowRunKind,
  componentTypeKind,
  clusterComponentTypeKind,
  ...traitKinds,
];

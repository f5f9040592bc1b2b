import type { KindDefinition } from './kind-definition';
import { apiClassKind } from './kinds/api-class';
import { componentKind } from './kinds/component';
import { dataPlaneKind } from './kinds/data-plane';
import { deployableArtifactKind } from './kinds/deployable-artifact';
import { deploymentPipelineKind } from './kinds/deployment-pipeline';
import { environmentKind } from './kinds/environment';
import { organizationKind } from './kinds/organization';
import { projectKind } from './kinds/project';
import { promotionKind } from './kinds/promotion';
import { releaseKind } from './kinds/release';
import { serviceBindingKind } from './kinds/service-binding';
import { serviceClassKind } from './kinds/service-class';
import { serviceKind } from './kinds/service';
import { workloadKind } from './kinds/workload';

/** Every kind of the model, from the tenant down to what runs. What loops over kinds loops over this. */
export const kinds: readonly KindDefinition[] = [
  organizationKind,
  projectKind,
  environmentKind,
  dataPlaneKind,
  deploymentPipelineKind,
  componentKind,
  workloadKind,
  serviceKind,
  serviceClassKind,
  serviceBindingKind,
  apiClassKind,
  releaseKind,
  deployableArtifactKind,
  promotionKind,
];

/** The definition of a kind, or undefined when it is none of the model's. */
export function kindOf(
  apiVersion: string,
  kind: string,
): KindDefinition | undefined {
  return kinds.find(
    definition =>
      definition.apiVersion === apiVersion && definition.kind === kind,
  );
}

import {
  apiBindingKind,
  apiKind,
  componentKind as modelComponentKind,
  deployableArtifactKind,
  deploymentPipelineKind,
  environmentKind,
  kinds as modelKinds,
  organizationKind,
  projectKind,
  promotionKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import type { ResourceKind } from '../cache/ResourceReader';
import { bindingKinds } from './bindings';

/** The index by component finds a component under its own name. */
export const componentKind = {
  ...modelComponentKind,
  owner: { ...modelComponentKind.owner, component: 'metadata.name' },
};

/** The kinds that the cache holds. */
export const kinds: readonly ResourceKind[] = modelKinds.map(kind =>
  kind.kind === componentKind.kind ? componentKind : kind,
);

/** The kinds without which no deployment can be shown. */
export const deploymentKinds: readonly ResourceKind[] = [
  organizationKind,
  projectKind,
  componentKind,
  deploymentPipelineKind,
  environmentKind,
  ...bindingKinds,
  deployableArtifactKind,
  releaseKind,
  apiKind,
  apiBindingKind,
];

export const promotionKinds: readonly ResourceKind[] = [promotionKind];

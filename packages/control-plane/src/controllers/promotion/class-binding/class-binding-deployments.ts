import { ApiError } from '@promenade/kube-client';
import {
  Promotion,
  componentKind,
  deployableArtifactKind,
  deploymentPipelineKind,
  environmentKind,
  gitCommitRequestKind,
  isFinishedPromotion,
  projectKind,
  projectPromotionKind,
  promotionKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { artifactContent } from '../../../core/artifact/artifact';
import { bindingTypes } from '../../../core/component-type/binding-types';
import { mapToController } from '../../../core/lookups/map-functions';
import { listUsersOfShared } from '../../../core/lookups/shared-resource';
import { Watch, watchKind } from '../../../runtime/controller-definition';
import {
  createdOrDeleted,
  generationChanged,
} from '../../../runtime/predicates';
import { Read } from '../../../runtime/read';
import { Write } from '../../../runtime/write';
import { Deployments } from '../deployments';
import { deleteGateJobs, evaluateJob } from '../gates/job';
import { PromotionAction } from '../status';
import {
  mapComponentToUnfinished,
  mapProjectToUnfinished,
  mapToUnfinished,
} from '../unfinished-promotions';
import {
  pinArtifact,
  removeCanary,
  rollBackTarget,
  rollOutArtifact,
  setCanary,
} from './actions';
import { evaluateEnvironmentPolicies } from './evaluate-environment-policies';
import {
  PromotionBindings,
  findArtifact,
  findBindings,
  findDeploymentFacts,
  findEnvironment,
} from './find-deployment-facts';
import { gateReleaseOf } from './gate-release';

const watches: readonly Watch[] = [
  ...bindingTypes.map(({ bindingKind }) =>
    watchKind(bindingKind, mapToUnfinished),
  ),
  watchKind(deployableArtifactKind, mapToUnfinished, createdOrDeleted),
  watchKind(componentKind, mapComponentToUnfinished, createdOrDeleted),
  watchKind(projectPromotionKind, ({ metadata: { namespace }, status }) =>
    (status?.components ?? []).map(({ promotion: name }) => ({
      namespace,
      name,
    })),
  ),
  // The commits of projects in commit mode.
  watchKind(gitCommitRequestKind, mapToController(promotionKind)),
  // The Jobs of gates.
  watchKind(releaseKind, mapToController(promotionKind)),
  watchKind(projectKind, mapProjectToUnfinished, generationChanged),
  ...[deploymentPipelineKind, environmentKind].map(kind =>
    watchKind(
      kind,
      (rule, read) =>
        listUsersOfShared(read, promotionKind, rule).filter(
          promotion => !isFinishedPromotion(promotion),
        ),
      generationChanged,
    ),
  ),
];

/** The bindings of OpenChoreo 0.3, and those of component types. */
export const classBindingDeployments: Deployments = {
  watches,
  find(promotion, read) {
    const { metadata, spec } = promotion;
    const { namespace = '' } = metadata;
    const bindings = findBindings(promotion, read);
    const artifact = findArtifact(promotion, read);
    const content = artifact && artifactContent(artifact);
    return {
      facts: findDeploymentFacts(promotion, bindings, read),
      component: read.get(componentKind, {
        namespace,
        name: spec.owner.componentName,
      }),
      gateTarget: {
        release: gateReleaseOf(promotion, content),
        checkEnvironmentPolicies: current =>
          evaluateEnvironmentPolicies(
            promotion,
            findEnvironment(namespace, spec.to, current),
            content,
            current,
          ),
        evaluateJob: (gate, current, write) =>
          evaluateJob(gate, promotion, current, write),
      },
      perform: (action, write) =>
        performAction(promotion, action, bindings, read, write),
    };
  },
  deleteGateJobs,
};

async function performAction(
  promotion: Promotion,
  action: PromotionAction,
  bindings: PromotionBindings,
  read: Read,
  write: Write,
): Promise<ApiError | undefined> {
  switch (action.type) {
    case 'pinArtifact':
      await pinArtifact(promotion, bindings, read, write);
      return undefined;
    case 'rollOut':
      return rollOutArtifact(promotion, bindings, read, write);
    case 'setCanary':
      return setCanary(promotion, bindings, action.weight, read, write);
    case 'removeCanary':
      await removeCanary(promotion, bindings, read, write);
      return undefined;
    default:
      await rollBackTarget(promotion, bindings, read, write);
      return undefined;
  }
}

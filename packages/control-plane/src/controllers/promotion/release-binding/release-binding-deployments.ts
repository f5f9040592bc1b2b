import {
  findComponentRelease,
  findReleaseBinding,
} from '../../../core/release-binding/find-release-binding';
import {
  componentKind,
  componentReleaseKind,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  releaseBindingKind,
} from '../../../core/release-binding/kinds';
import { watchKind } from '../../../runtime/controller-definition';
import {
  createdOrDeleted,
  generationChanged,
} from '../../../runtime/predicates';
import { Deployments } from '../deployments';
import { GateRelease, GateTarget } from '../gates/gate';
import {
  listUnfinishedIn,
  mapComponentToUnfinished,
  mapProjectToUnfinished,
  mapToUnfinished,
} from '../unfinished-promotions';
import { performAction } from './actions';
import { findDeploymentFacts } from './find-deployment-facts';
import { releaseIdentity } from '../../../core/release-binding/release-identity';

/** The ReleaseBindings of OpenChoreo 1.x, whose own controllers render and deploy them. */
export const releaseBindingDeployments: Deployments = {
  watches: [
    watchKind(releaseBindingKind, mapToUnfinished),
    watchKind(componentReleaseKind, mapToUnfinished, createdOrDeleted),
    watchKind(componentKind, mapComponentToUnfinished, createdOrDeleted),
    watchKind(projectKind, mapProjectToUnfinished, generationChanged),
    watchKind(deploymentPipelineKind, listUnfinishedIn, generationChanged),
    watchKind(environmentKind, listUnfinishedIn, generationChanged),
  ],
  find(promotion, read, now) {
    const { metadata, spec } = promotion;
    const { namespace = '' } = metadata;
    const { owner, from, to, artifactRef } = spec;
    const bindings = {
      source: findReleaseBinding(read, namespace, owner, from),
      target: findReleaseBinding(read, namespace, owner, to),
    };
    const release = findComponentRelease(read, namespace, owner, artifactRef);
    return {
      facts: findDeploymentFacts(promotion, bindings, read, now),
      component: read.get(componentKind, {
        namespace,
        name: owner.componentName,
      }),
      gateTarget: gateTargetOf(
        release && {
          ...releaseIdentity(
            release.metadata.name,
            owner.componentName,
            release,
          ),
          images: [release.spec.workload.container.image],
        },
      ),
      perform: (action, write) =>
        performAction(promotion, action, bindings, read, write),
    };
  },
  // Gates start no Jobs.
  deleteGateJobs: async () => {},
};

function gateTargetOf(release: GateRelease | undefined): GateTarget {
  return {
    release,
    checkEnvironmentPolicies: () => ({
      state: 'Passed',
      message: 'Environments of OpenChoreo 1.x have no policies.',
    }),
    evaluateJob: async () => ({
      state: 'Failed',
      message:
        'A gate of type Job needs a data plane of Promenade, which OpenChoreo 1.x has not. Use a gate of type Webhook.',
    }),
  };
}

import {
  DeployableArtifact,
  Environment,
  Promotion,
  Release,
  componentKind,
  deployableArtifactKind,
  displayedTypeOf,
  edgesOf,
  environmentKind,
  firstProblem,
  getCondition,
  gitOpsManagerOf,
  isFinishedProjectPromotion,
  observedObjects,
  projectKind,
  projectPromotionKind,
  releaseKind,
  trackOf,
} from '@promenade/openchoreo-model';
import {
  artifactContent,
  artifactIdentity,
} from '../../../core/artifact/artifact';
import { Binding, deployableContent } from '../../../core/binding/binding';
import {
  TypedBinding,
  findBinding,
} from '../../../core/component-type/bindings';
import { canaryObstacle } from '../../../core/effective-binding/canary-obstacle';
import { commitProgress } from '../../../core/gitops/commit-progress';
import { findCommitTarget } from '../../../core/gitops/commit-target';
import { newestCommitRequest } from '../../../core/gitops/request-commit';
import { findShared } from '../../../core/lookups/shared-resource';
import { findPipeline } from '../../../core/pipeline/find-pipeline';
import { isDeleting } from '../../../runtime/finalizer';
import { controllerOf } from '../../../runtime/owner-reference';
import { Read } from '../../../runtime/read';
import { DeploymentFacts } from '../deployments';
import {
  BindingFacts,
  CanaryFacts,
  PromotedArtifact,
  PromotionFacts,
} from '../promotion-facts';

/** The bindings of the component in the source and in the target environment. */
export interface PromotionBindings {
  source: TypedBinding | undefined;
  target: TypedBinding | undefined;
}

export function findBindings(
  { metadata, spec }: Promotion,
  read: Read,
): PromotionBindings {
  const namespace = metadata.namespace ?? '';
  const { owner, from, to, deploymentTrack } = spec;
  return {
    source: findBinding(read, namespace, owner, from, deploymentTrack),
    target: findBinding(read, namespace, owner, to, deploymentTrack),
  };
}

/** Reads what the cache has of a promotion. */
export function findDeploymentFacts(
  promotion: Promotion,
  bindings: PromotionBindings,
  read: Read,
): DeploymentFacts {
  const { spec } = promotion;
  const namespace = promotion.metadata.namespace ?? '';
  const { projectName, componentName } = spec.owner;
  const component = read.get(componentKind, { namespace, name: componentName });
  const project = read.get(projectKind, { namespace, name: projectName });
  const pipeline = project && findPipeline(project, read);
  const target = findEnvironment(namespace, spec.to, read);
  return {
    unsupported: undefined,
    componentType:
      component?.spec.owner.projectName === projectName &&
      !isDeleting(component)
        ? displayedTypeOf(component.spec)
        : undefined,
    projectFound: project !== undefined,
    pipeline: pipeline && {
      name: pipeline.metadata.name,
      edges: edgesOf(pipeline),
    },
    environmentFound: {
      from: findEnvironment(namespace, spec.from, read) !== undefined,
      to: target !== undefined,
    },
    environmentPolicies: target?.spec.policies,
    source: bindings.source && bindingFacts(bindings.source, read),
    target: bindings.target && bindingFacts(bindings.target, read),
    artifact: promotedArtifact(promotion, read),
    project: findProjectState(promotion, read),
    commit: findCommitTarget(read, namespace, projectName)
      ? commitProgress(newestCommitRequest(promotion, read))
      : undefined,
    canaryObstacle: findCanaryObstacle(promotion, bindings.target, read),
  };
}

/** What the promotion of the project says about this one. */
function findProjectState(
  { metadata, spec }: Promotion,
  read: Read,
): PromotionFacts['project'] {
  if (spec.projectPromotionRef === undefined) {
    return undefined;
  }
  const project = read.get(projectPromotionKind, {
    namespace: metadata.namespace,
    name: spec.projectPromotionRef,
  });
  const { phase, components = [], releasedLayers = 0 } = project?.status ?? {};
  const part = components.find(({ promotion }) => promotion === metadata.name);
  if (!project || !part) {
    return 'Ended';
  }
  const isOver = isFinishedProjectPromotion(project) || phase === 'RollingBack';
  if (isOver) {
    return 'Ended';
  }
  return part.layer < releasedLayers ? 'Go' : 'Hold';
}

/** Why the release cannot run beside that of the target. */
function findCanaryObstacle(
  promotion: Promotion,
  target: TypedBinding | undefined,
  read: Read,
): string | undefined {
  const artifact = findArtifact(promotion, read);
  const content = artifact && artifactContent(artifact);
  return target && content
    ? canaryObstacle(target.type, target.binding, content)
    : undefined;
}

export function findEnvironment(
  namespace: string,
  name: string,
  read: Read,
): Environment | undefined {
  const environment = findShared(read, environmentKind, namespace, name);
  return environment && !isDeleting(environment) ? environment : undefined;
}

function bindingFacts(
  { type, binding }: TypedBinding,
  read: Read,
): BindingFacts {
  const { metadata, spec, status } = binding;
  const controller = controllerOf(binding);
  const { namespace = '' } = metadata;
  const manager = findCommitTarget(read, namespace, spec.owner.projectName)
    ? undefined
    : gitOpsManagerOf(binding);
  return {
    name: metadata.name,
    kind: binding.kind,
    artifact: artifactIdentity(
      spec,
      deployableContent(type.kindOfBinding, binding),
    ),
    generation: metadata.generation ?? 0,
    releaseState: spec.releaseState,
    envOverrides: spec.envOverrides,
    canary: canaryFacts(binding),
    ready: getCondition(status?.conditions, 'Ready'),
    podProblem: podProblem(read.get(releaseKind, metadata)),
    managedBy: controller ? `${controller.kind} "${controller.name}"` : manager,
  };
}

function canaryFacts({
  metadata,
  spec,
  status,
}: Binding): CanaryFacts | undefined {
  if (!spec.canary) {
    return undefined;
  }
  const { artifactRef, weight } = spec.canary;
  const isObserved =
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  return {
    artifactRef,
    weight,
    isReady: isObserved && (status?.canary?.ready ?? false),
    message: isObserved
      ? status?.canary?.message ?? ''
      : 'Waiting for the binding to be reconciled.',
  };
}

/** Problem of the pods of the current Release that will not pass by itself. */
function podProblem(release: Release | undefined): string | undefined {
  if (!release) return undefined;
  const { metadata, status } = release;
  if (status?.observedGeneration !== metadata.generation) return undefined;
  const found = firstProblem(observedObjects(release));
  return found && !found.isTransient
    ? found.object.trouble?.message
    : undefined;
}

/** The artifact that a promotion names. */
export function findArtifact(
  { metadata, spec }: Promotion,
  read: Read,
): DeployableArtifact | undefined {
  return spec.artifactRef === undefined
    ? undefined
    : read.get(deployableArtifactKind, {
        namespace: metadata.namespace,
        name: spec.artifactRef,
      });
}

function promotedArtifact(
  promotion: Promotion,
  read: Read,
): PromotedArtifact | undefined {
  const { spec } = promotion;
  const artifact = findArtifact(promotion, read);
  const content = artifact && artifactContent(artifact);
  const owner = artifact?.spec.owner;
  if (
    !content ||
    trackOf(artifact) !== trackOf({ spec }) ||
    owner?.componentName !== spec.owner.componentName ||
    owner.projectName !== spec.owner.projectName
  ) {
    return undefined;
  }
  const identity = artifactIdentity(spec, content);
  return {
    ...identity,
    name: artifact.metadata.name,
    kindOfBinding: content.kindOfBinding,
    isModified: artifact.spec.contentHash !== identity.hash,
  };
}

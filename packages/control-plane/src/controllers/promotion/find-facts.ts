import {
  DeploymentPipeline,
  Promotion,
  Release,
  componentKind,
  deployableArtifactKind,
  edgesOf,
  environmentKind,
  firstProblem,
  getCondition,
  projectKind,
  promotionPolicyKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import {
  artifactContent,
  artifactIdentity,
} from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import { TypedBinding, findBinding } from '../../core/component-type/bindings';
import { indexes } from '../../core/lookups/indexes';
import { findShared } from '../../core/lookups/shared-resource';
import { findPipeline } from '../../core/pipeline/find-pipeline';
import { isDeleting } from '../../runtime/finalizer';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import {
  BindingFacts,
  PromotedArtifact,
  PromotionFacts,
  PromotionLimits,
} from './promotion-facts';

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
  return {
    source: findBinding(read, namespace, spec.owner, spec.from),
    target: findBinding(read, namespace, spec.owner, spec.to),
  };
}

/** Reads from the cache what decides the next step of a promotion. */
export function findFacts(
  promotion: Promotion,
  bindings: PromotionBindings,
  read: Read,
  given: { now: Date; limits: PromotionLimits; ahead: string | undefined },
): PromotionFacts {
  const { spec } = promotion;
  const namespace = promotion.metadata.namespace ?? '';
  const { projectName, componentName } = spec.owner;
  const component = read.get(componentKind, { namespace, name: componentName });
  const project = read.get(projectKind, { namespace, name: projectName });
  const pipeline = project && findPipeline(project, read);
  const exists = (name: string) => {
    const environment = findShared(read, environmentKind, namespace, name);
    return environment !== undefined && !isDeleting(environment);
  };
  return {
    ...given,
    componentType:
      component?.spec.owner.projectName === projectName
        ? component.spec.type
        : undefined,
    projectFound: project !== undefined,
    pipeline: pipeline && {
      name: pipeline.metadata.name,
      edges: edgesOf(pipeline),
    },
    environmentFound: { from: exists(spec.from), to: exists(spec.to) },
    source: bindings.source && bindingFacts(bindings.source, read),
    target: bindings.target && bindingFacts(bindings.target, read),
    artifact: promotedArtifact(promotion, read),
    minApprovals: minApprovals(promotion, pipeline, read),
  };
}

function bindingFacts(
  { type, binding }: TypedBinding,
  read: Read,
): BindingFacts {
  const { metadata, spec, status } = binding;
  const controller = controllerOf(binding);
  return {
    name: metadata.name,
    kind: binding.kind,
    artifact: artifactIdentity(
      spec.owner,
      deployableContent(type.kindOfBinding, binding),
    ),
    generation: metadata.generation ?? 0,
    releaseState: spec.releaseState,
    ready: getCondition(status?.conditions, 'Ready'),
    podProblem: podProblem(read.get(releaseKind, metadata)),
    managedBy: controller && `${controller.kind} "${controller.name}"`,
  };
}

/** Problem of the pods of the current Release that will not pass by itself. */
function podProblem(release: Release | undefined): string | undefined {
  if (!release) return undefined;
  const { metadata, status } = release;
  if (status?.observedGeneration !== metadata.generation) return undefined;
  const found = firstProblem(status?.resources ?? []);
  return found && !found.isTransient
    ? found.object.trouble?.message
    : undefined;
}

function promotedArtifact(
  { metadata, spec }: Promotion,
  read: Read,
): PromotedArtifact | undefined {
  const artifact =
    spec.artifactRef === undefined
      ? undefined
      : read.get(deployableArtifactKind, {
          namespace: metadata.namespace,
          name: spec.artifactRef,
        });
  const content = artifact && artifactContent(artifact);
  const owner = artifact?.spec.owner;
  if (
    !content ||
    owner?.componentName !== spec.owner.componentName ||
    owner.projectName !== spec.owner.projectName
  ) {
    return undefined;
  }
  const identity = artifactIdentity(owner, content);
  return {
    ...identity,
    name: artifact.metadata.name,
    kindOfBinding: content.kindOfBinding,
    isModified: artifact.spec.contentHash !== identity.hash,
  };
}

/** The approvals that the policies of the pipeline require for the edge of a promotion. */
function minApprovals(
  { metadata, spec }: Promotion,
  pipeline: DeploymentPipeline | undefined,
  read: Read,
): number {
  const rules = read
    .byIndex(promotionPolicyKind, indexes.namespace, metadata.namespace ?? '')
    .filter(policy => policy.spec.pipelineRef === pipeline?.metadata.name)
    .flatMap(policy => policy.spec.rules)
    .filter(rule => rule.from === spec.from && rule.to === spec.to);
  return Math.max(0, ...rules.map(rule => rule.approvers?.minApprovals ?? 0));
}

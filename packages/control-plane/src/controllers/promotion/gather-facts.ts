import {
  Promotion,
  Release,
  componentKind,
  deployableArtifactKind,
  environmentKind,
  getCondition,
  projectKind,
  releaseKind,
  firstProblem,
} from '@promenade/openchoreo-model';
import {
  ArtifactIdentity,
  artifactIdentity,
} from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import { TypedBinding, findBinding } from '../../core/component-type/bindings';
import { edgesOf } from '@promenade/openchoreo-model';
import { findPipeline } from '../../core/pipeline/find-pipeline';
import { isDeleting } from '../../runtime/finalizer';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { findShared } from '../../core/lookups/shared-resource';
import { BindingFacts, PromotionFacts, PromotionLimits } from './facts';
import { minApprovals } from './policy';

/** The bindings at both ends of a promotion. */
export interface Ends {
  source: TypedBinding | undefined;
  target: TypedBinding | undefined;
}

/** Finds the bindings at both ends of a promotion. */
export function endsOf({ metadata, spec }: Promotion, read: Read): Ends {
  const namespace = metadata.namespace ?? '';
  return {
    source: findBinding(read, namespace, spec.owner, spec.from),
    target: findBinding(read, namespace, spec.owner, spec.to),
  };
}

/** Reads from the cache what decides the next step of a promotion; whether another goes ahead is the caller's to know. */
export function gatherFacts(
  promotion: Promotion,
  ends: Ends,
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
    source: ends.source && factsOf(ends.source, read),
    target: ends.target && factsOf(ends.target, read),
    pinned: pinnedArtifact(promotion, read),
    minApprovals: minApprovals(promotion, pipeline, read),
  };
}

function factsOf({ type, binding }: TypedBinding, read: Read): BindingFacts {
  const { metadata, spec, status } = binding;
  const controller = controllerOf(binding);
  return {
    name: metadata.name,
    artifact: artifactIdentity(
      spec.owner,
      deployableContent(type.kindOfBinding, binding),
    ),
    generation: metadata.generation ?? 0,
    releaseState: spec.releaseState,
    ready: getCondition(status?.conditions, 'Ready'),
    trouble: podTroubleIn(read.get(releaseKind, metadata)),
    managedBy: controller && `${controller.kind} "${controller.name}"`,
  };
}

/** Of what the Release holds now; what was before it is over. */
function podTroubleIn(release: Release | undefined): string | undefined {
  if (!release) return undefined;
  const { metadata, status } = release;
  if (status?.observedGeneration !== metadata.generation) return undefined;
  const found = firstProblem(status?.resources ?? []);
  return found && !found.isTransient
    ? found.object.trouble?.message
    : undefined;
}

function pinnedArtifact(
  { metadata, spec }: Promotion,
  read: Read,
): ArtifactIdentity | undefined {
  const artifact =
    spec.artifactRef === undefined
      ? undefined
      : read.get(deployableArtifactKind, {
          namespace: metadata.namespace,
          name: spec.artifactRef,
        });
  if (!artifact) {
    return undefined;
  }
  const { owner, contentHash, releaseLabel } = artifact.spec;
  const isOurs =
    owner?.componentName === spec.owner.componentName &&
    owner.projectName === spec.owner.projectName;
  return isOurs && contentHash
    ? {
        name: artifact.metadata.name,
        hash: contentHash,
        label: releaseLabel ?? contentHash.slice(0, 7),
      }
    : undefined;
}

import {
  Condition,
  Promotion,
  defaultTrack,
  edgesOf,
  getCondition,
  gitOpsManagerOf,
  trackOf,
  translateReadiness,
} from '@promenade/openchoreo-model';
import { bindingReasons } from '../../../core/binding/reasons';
import { findComponentRelease } from '../../../core/release-binding/find-release-binding';
import {
  ReleaseBinding,
  componentKind,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  releaseBindingKind,
} from '../../../core/release-binding/kinds';
import { isDeleting } from '../../../runtime/finalizer';
import { Read } from '../../../runtime/read';
import { DeploymentFacts } from '../deployments';
import { BindingFacts, PromotedArtifact } from '../promotion-facts';
import { releaseIdentity } from '../../../core/release-binding/release-identity';

const knownReasons: ReadonlySet<string> = new Set(
  Object.values(bindingReasons),
);

/** The bindings of the component in the source and in the target environment. */
export interface PromotionReleaseBindings {
  source: ReleaseBinding | undefined;
  target: ReleaseBinding | undefined;
}

/** Reads what the cache has of a promotion. Everything is in the namespace of the promotion: 1.x shares no environments. */
export function findDeploymentFacts(
  promotion: Promotion,
  { source, target }: PromotionReleaseBindings,
  read: Read,
  now: Date,
): DeploymentFacts {
  const { metadata, spec } = promotion;
  const { namespace } = metadata;
  const { projectName, componentName } = spec.owner;
  const component = read.get(componentKind, { namespace, name: componentName });
  const project = read.get(projectKind, { namespace, name: projectName });
  const pipeline =
    project &&
    read.get(deploymentPipelineKind, {
      namespace,
      name: project.spec.deploymentPipelineRef,
    });
  const isEnvironment = (name: string) => {
    const found = read.get(environmentKind, { namespace, name });
    return found !== undefined && !isDeleting(found);
  };
  return {
    unsupported: unsupportedField(promotion),
    componentType:
      component?.spec.owner.projectName === projectName &&
      !isDeleting(component)
        ? component.spec.componentType
        : undefined,
    projectFound: project !== undefined,
    pipeline: pipeline && {
      name: pipeline.metadata.name,
      edges: edgesOf(pipeline),
    },
    environmentFound: {
      from: isEnvironment(spec.from),
      to: isEnvironment(spec.to),
    },
    environmentPolicies: undefined,
    source: source && bindingFacts(source, read, now),
    target: target && bindingFacts(target, read, now),
    artifact: promotedRelease(promotion, read),
    project: undefined,
    commit: undefined,
    canaryObstacle:
      'OpenChoreo 1.x runs one release of a component in an environment. Set the strategy of the rule to Direct.',
  };
}

/** What a promotion asks for that 1.x does not have. */
function unsupportedField({ spec }: Promotion): string | undefined {
  const field =
    (spec.envOverrides && 'spec.envOverrides') ||
    (trackOf({ spec }) !== defaultTrack && 'spec.deploymentTrack') ||
    (spec.projectPromotionRef && 'spec.projectPromotionRef');
  return field
    ? `OpenChoreo 1.x does not support ${field}. Create a promotion without it.`
    : undefined;
}

/** @returns undefined for a binding that names no release, as nothing is deployed there */
function bindingFacts(
  binding: ReleaseBinding,
  read: Read,
  now: Date,
): BindingFacts | undefined {
  const { metadata, spec, status } = binding;
  const { releaseName, owner, state: releaseState } = spec;
  if (releaseName === undefined) return undefined;
  const { namespace = '', name, generation = 0 } = metadata;
  const release = findComponentRelease(read, namespace, owner, releaseName);
  return {
    name,
    kind: releaseBindingKind.kind,
    artifact: releaseIdentity(releaseName, owner.componentName, release),
    generation,
    releaseState,
    ready: readyOf(status?.conditions, now),
    managedBy: gitOpsManagerOf(binding),
  };
}

/** The Ready condition with a reason of ours. A reason that a later version adds is no failure. */
function readyOf(
  conditions: readonly Condition[] | undefined,
  now: Date,
): Condition | undefined {
  const translated = translateReadiness(conditions, now);
  const original = getCondition(conditions, 'Ready');
  const isUnknown =
    translated &&
    translated.status !== 'True' &&
    !knownReasons.has(translated.reason);
  return isUnknown
    ? {
        ...translated,
        reason: bindingReasons.progressing,
        message: `${original?.reason}: ${original?.message}`,
      }
    : translated;
}

function promotedRelease(
  { metadata, spec }: Promotion,
  read: Read,
): PromotedArtifact | undefined {
  const { namespace = '' } = metadata;
  const { owner, artifactRef } = spec;
  const found = findComponentRelease(read, namespace, owner, artifactRef);
  return (
    found && {
      ...releaseIdentity(found.metadata.name, owner.componentName, found),
      kindOfBinding: releaseBindingKind.kind,
      // The API server rejects changes of a ComponentRelease.
      isModified: false,
    }
  );
}

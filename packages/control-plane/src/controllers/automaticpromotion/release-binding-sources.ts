import { KubeObject } from '@promenade/kube-client';
import {
  edgesOf,
  gitOpsManagerOf,
  promotionKind,
  promotionPolicyKind,
  translateReadiness,
} from '@promenade/openchoreo-model';
import { ArtifactIdentity } from '../../core/artifact/artifact';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import {
  findComponentRelease,
  findReleaseBinding,
} from '../../core/release-binding/find-release-binding';
import {
  ReleaseBinding,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  releaseBindingKind,
} from '../../core/release-binding/kinds';
import { releaseIdentity } from '../../core/release-binding/release-identity';
import {
  collectChanges,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';
import { isDeleting } from '../../runtime/finalizer';
import {
  createdOrDeleted,
  generationChanged,
  generationOrReadyChanged,
  valueChanged,
} from '../../runtime/predicates';
import { Read } from '../../runtime/read';
import { PromotionSources, PromotionTarget } from './promotion-sources';

const mapToBindingsIn = mapMetadata(({ metadata }: KubeObject, read: Read) =>
  read.byIndex(releaseBindingKind, indexes.namespace, metadata.namespace ?? ''),
);

/** The ReleaseBindings of OpenChoreo 1.x. */
export const releaseBindingSources: PromotionSources = {
  kind: releaseBindingKind,
  hasOtherController: true,
  watches: [
    watchKind(releaseBindingKind, undefined, generationOrReadyChanged),
    watchKind(
      promotionKind,
      ({ metadata: { namespace = '' }, spec }, read) =>
        read.byIndex(
          releaseBindingKind,
          indexes.component,
          componentIndexValue(namespace, spec.owner),
        ),
      change => valueChanged(change, ({ status }) => status?.phase),
    ),
    ...[promotionPolicyKind, deploymentPipelineKind, projectKind].map(kind =>
      watchKind(kind, mapToBindingsIn, generationChanged, collectChanges),
    ),
    watchKind(
      environmentKind,
      mapToBindingsIn,
      createdOrDeleted,
      collectChanges,
    ),
  ],
  find({ namespace = '', name }, read) {
    const source = read.get(releaseBindingKind, { namespace, name });
    const release = source && releaseOf(source, read);
    if (!release || !isReady(source)) return undefined;
    const { owner, environment } = source.spec;
    return {
      namespace,
      stream: { owner },
      environment,
      release,
      pipeline: pipelineOf(source, read),
      findTarget: to => findTarget(source, to, read),
      // OpenChoreo has created it.
      keepRelease: async () => {},
    };
  },
};

function isReady(binding: ReleaseBinding): boolean {
  const { metadata, spec, status } = binding;
  const ready = translateReadiness(status?.conditions, new Date());
  return (
    !isDeleting(binding) &&
    spec.state === 'Active' &&
    ready?.status === 'True' &&
    (ready.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

/** The release that a ReleaseBinding deploys. Undefined while `spec.releaseName` is not set. */
function releaseOf(
  { metadata: { namespace = '' }, spec }: ReleaseBinding,
  read: Read,
): ArtifactIdentity | undefined {
  const { releaseName, owner } = spec;
  if (releaseName === undefined) return undefined;
  const found = findComponentRelease(read, namespace, owner, releaseName);
  return releaseIdentity(releaseName, owner.componentName, found);
}

function pipelineOf(
  { metadata: { namespace }, spec }: ReleaseBinding,
  read: Read,
) {
  const project = read.get(projectKind, {
    namespace,
    name: spec.owner.projectName,
  });
  const pipeline =
    project &&
    read.get(deploymentPipelineKind, {
      namespace,
      name: project.spec.deploymentPipelineRef,
    });
  return pipeline && { name: pipeline.metadata.name, edges: edgesOf(pipeline) };
}

function findTarget(
  { metadata: { namespace = '' }, spec }: ReleaseBinding,
  to: string,
  read: Read,
): PromotionTarget {
  const environment = read.get(environmentKind, { namespace, name: to });
  const target = findReleaseBinding(read, namespace, spec.owner, to);
  return {
    canBeChanged:
      environment !== undefined &&
      !isDeleting(environment) &&
      !(target && (gitOpsManagerOf(target) || isDeleting(target))),
    release: target && releaseOf(target, read),
  };
}

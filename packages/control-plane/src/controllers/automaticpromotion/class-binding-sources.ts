import {
  PromotionPolicy,
  deploymentPipelineKind,
  edgesOf,
  environmentKind,
  getCondition,
  projectKind,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { ensureArtifact } from '../../core/artifact/ensure-artifact';
import { Binding, deployableContent } from '../../core/binding/binding';
import { BindingType } from '../../core/component-type/binding-types';
import { findBinding } from '../../core/component-type/bindings';
import {
  componentIndexValue,
  inNamespace,
  indexes,
} from '../../core/lookups/indexes';
import {
  mapToProjectsOfPipeline,
  mapToReferencing,
  mapToSharedUsers,
} from '../../core/lookups/map-functions';
import { findShared } from '../../core/lookups/shared-resource';
import { findPipeline } from '../../core/pipeline/find-pipeline';
import { collectChanges, watchKind } from '../../runtime/controller-definition';
import { isDeleting } from '../../runtime/finalizer';
import { controllerOf } from '../../runtime/owner-reference';
import {
  createdOrDeleted,
  generationChanged,
  generationOrReadyChanged,
  valueChanged,
} from '../../runtime/predicates';
import { Read } from '../../runtime/read';
import { PromotionSources, PromotionTarget } from './promotion-sources';

/** The bindings of one component type of OpenChoreo 0.3. */
export function classBindingSources(type: BindingType): PromotionSources {
  const { bindingKind, kindOfBinding } = type;
  const bindingsOfProject = mapToReferencing(bindingKind, indexes.project);
  return {
    kind: bindingKind,
    hasOtherController: false,
    watches: [
      watchKind(bindingKind, undefined, generationOrReadyChanged),
      watchKind(
        promotionKind,
        ({ metadata: { namespace = '' }, spec }, read) =>
          read.byIndex(
            bindingKind,
            indexes.component,
            componentIndexValue(namespace, spec.owner),
          ),
        change => valueChanged(change, ({ status }) => status?.phase),
      ),
      watchKind(
        promotionPolicyKind,
        ({ metadata: { namespace = '' }, spec }: PromotionPolicy, read: Read) =>
          read
            .byIndex(
              projectKind,
              indexes.pipeline,
              inNamespace(namespace, spec.pipelineRef),
            )
            .flatMap(project => bindingsOfProject(project, read)),
        generationChanged,
        collectChanges,
      ),
      watchKind(
        deploymentPipelineKind,
        mapToProjectsOfPipeline(bindingKind),
        generationChanged,
        collectChanges,
      ),
      watchKind(
        projectKind,
        bindingsOfProject,
        generationChanged,
        collectChanges,
      ),
      watchKind(
        environmentKind,
        mapToSharedUsers(bindingKind),
        createdOrDeleted,
        collectChanges,
      ),
    ],
    find(key, read) {
      const source = read.get(bindingKind, key);
      if (!source || !isReady(source)) return undefined;
      const { spec } = source;
      const { namespace = '' } = source.metadata;
      const content = deployableContent(kindOfBinding, source);
      return {
        namespace,
        stream: spec,
        environment: spec.environment,
        release: artifactIdentity(spec, content),
        pipeline: pipelineOf(source, read),
        findTarget: environment => findTarget(source, environment, read),
        async keepRelease(write) {
          await ensureArtifact(namespace, spec, content, read, write);
        },
      };
    },
  };
}

/** Whether a binding runs its release, without a canary beside it. */
function isReady(binding: Binding): boolean {
  const { metadata, spec, status } = binding;
  const ready = getCondition(status?.conditions, 'Ready');
  return (
    !isDeleting(binding) &&
    spec.releaseState === 'Active' &&
    spec.canary === undefined &&
    ready?.status === 'True' &&
    (ready.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

function pipelineOf({ metadata: { namespace }, spec }: Binding, read: Read) {
  const name = spec.owner.projectName;
  const project = read.get(projectKind, { namespace, name });
  const pipeline = project && findPipeline(project, read);
  return pipeline && { name: pipeline.metadata.name, edges: edgesOf(pipeline) };
}

function findTarget(
  { metadata: { namespace = '' }, spec }: Binding,
  to: string,
  read: Read,
): PromotionTarget {
  const environment = findShared(read, environmentKind, namespace, to);
  const { owner, deploymentTrack } = spec;
  const target = findBinding(read, namespace, owner, to, deploymentTrack);
  return {
    canBeChanged:
      environment !== undefined &&
      !isDeleting(environment) &&
      !(target && (controllerOf(target.binding) || isDeleting(target.binding))),
    release:
      target &&
      artifactIdentity(
        spec,
        deployableContent(target.type.kindOfBinding, target.binding),
      ),
  };
}

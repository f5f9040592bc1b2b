import {
  isRunningPromotion,
  PipelineEdge,
  Promotion,
  defaultTrack,
  deliveryApiVersion,
  edgesOf,
  environmentKind,
  genName,
  getCondition,
  nameLimits,
  projectKind,
  promotionKind,
  promotionPolicyKind,
  trackField,
  trackOf,
} from '@promenade/openchoreo-model';
import {
  ArtifactIdentity,
  ReleaseStream,
  artifactIdentity,
} from '../../core/artifact/artifact';
import { ensureArtifact } from '../../core/artifact/ensure-artifact';
import { Binding, deployableContent } from '../../core/binding/binding';
import { findBinding } from '../../core/component-type/bindings';
import { BindingType } from '../../core/component-type/binding-types';
import {
  componentIndexValue,
  inNamespace,
  indexes,
} from '../../core/lookups/indexes';
import { findShared } from '../../core/lookups/shared-resource';
import { findPipeline } from '../../core/pipeline/find-pipeline';
import { isDeleting } from '../../runtime/finalizer';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { NewObject } from '../../runtime/write';

/** Requester of automatic promotions. It has the form of an entity reference, and its kind is that of no person. */
export const automaticPromotionRequester =
  'service:default/automatic-promotion';

/** What the reconciler depends on. */
export interface AutomaticPromotionDependencies {
  /** Signs a request of {@link automaticPromotionRequester}, so that no additional approval is needed. */
  signRequest(promotion: NewObject<Promotion>): Promise<string>;
}

/**
 * Reconciles a binding as the source of automatic promotions: when it runs a release that is ready, the release is promoted along
 * the edges whose rules say so. A release that was promoted to a target before, also by a person, is not promoted again.
 */
export function automaticPromotionReconciler(
  type: BindingType,
  { signRequest }: AutomaticPromotionDependencies,
): Reconcile {
  return async (key, read, write) => {
    const source = read.get(type.bindingKind, key);
    if (!source || !isReady(source)) {
      return;
    }
    const { namespace = '' } = source.metadata;
    const content = deployableContent(type.kindOfBinding, source);
    const artifact = artifactIdentity(source.spec, content);
    for (const edge of automaticEdges(source, read)) {
      if (
        isPromotable(source, edge, read) &&
        !isPromoted(source, edge, artifact, read)
      ) {
        await ensureArtifact(namespace, source.spec, content, read, write);
        const promotion = buildPromotion(source, edge, artifact);
        const requestSignature = await signRequest(promotion);
        await write.createIfAbsent(promotionKind, {
          ...promotion,
          spec: { ...promotion.spec, requestSignature },
        });
      }
    }
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

/** The edges from the environment of a binding whose rules ask for automatic promotion. */
function automaticEdges(
  { metadata: { namespace = '' }, spec }: Binding,
  read: Read,
): PipelineEdge[] {
  const name = spec.owner.projectName;
  const project = read.get(projectKind, { namespace, name });
  const pipeline = project && findPipeline(project, read);
  if (!pipeline) {
    return [];
  }
  const rules = read
    .byIndex(promotionPolicyKind, indexes.namespace, namespace)
    .filter(
      policy =>
        policy.spec.pipelineRef === pipeline.metadata.name &&
        !isDeleting(policy),
    )
    .flatMap(policy => policy.spec.rules)
    .filter(rule => rule.automaticPromotion);
  return edgesOf(pipeline).filter(
    ({ from, to }) =>
      from === spec.environment &&
      rules.some(rule => rule.from === from && rule.to === to),
  );
}

/** Whether a promotion could begin: its target may be written, and no promotion to the source is being verified. */
function isPromotable(
  { metadata: { namespace = '' }, spec }: Binding,
  { from, to }: PipelineEdge,
  read: Read,
): boolean {
  const environment = findShared(read, environmentKind, namespace, to);
  const target = findBinding(
    read,
    namespace,
    spec.owner,
    to,
    spec.deploymentTrack,
  )?.binding;
  return (
    environment !== undefined &&
    !isDeleting(environment) &&
    !(target && (controllerOf(target) || isDeleting(target))) &&
    !listUnfinished(namespace, spec.owner, read).some(
      promotion => promotion.spec.to === from && isRunningPromotion(promotion),
    )
  );
}

/** Whether the target runs the release or has run it, or a promotion of it was requested, whatever became of that. */
function isPromoted(
  { metadata: { namespace = '' }, spec }: Binding,
  { to }: PipelineEdge,
  artifact: ArtifactIdentity,
  read: Read,
): boolean {
  const { owner, deploymentTrack } = spec;
  const target = findBinding(read, namespace, owner, to, deploymentTrack);
  const isDeployed =
    target !== undefined &&
    artifactIdentity(
      spec,
      deployableContent(target.type.kindOfBinding, target.binding),
    ).hash === artifact.hash;
  const name = promotionName(spec, to, artifact);
  return (
    isDeployed ||
    read.get(promotionKind, { namespace, name }) !== undefined ||
    read
      .byIndex(
        promotionKind,
        indexes.promotedArtifact,
        inNamespace(namespace, artifact.name),
      )
      .some(
        promotion =>
          promotion.spec.to === to && isSameOwner(promotion.spec.owner, owner),
      ) ||
    // It promotes what the source runs when it begins.
    listUnfinished(namespace, owner, read).some(
      promotion =>
        promotion.spec.to === to &&
        trackOf(promotion) === trackOf({ spec }) &&
        promotion.spec.artifactRef === undefined,
    )
  );
}

type Owner = Promotion['spec']['owner'];

function isSameOwner(one: Owner, other: Owner): boolean {
  return (
    one.projectName === other.projectName &&
    one.componentName === other.componentName
  );
}

function listUnfinished(
  namespace: string,
  owner: Owner,
  read: Read,
): Promotion[] {
  return read.byIndex(
    promotionKind,
    indexes.unfinished,
    componentIndexValue(namespace, owner),
  );
}

/** Name of the automatic promotion of a release, so that a repeated request creates no second one. */
function promotionName(
  { owner, deploymentTrack = defaultTrack }: ReleaseStream,
  to: string,
  { hash }: ArtifactIdentity,
): string {
  return genName(
    nameLimits.label,
    owner.componentName,
    ...(deploymentTrack === defaultTrack ? [] : [deploymentTrack]),
    to,
    hash,
  );
}

function buildPromotion(
  { metadata: { namespace = '' }, spec: source }: Binding,
  { from, to }: PipelineEdge,
  artifact: ArtifactIdentity,
): NewObject<Promotion> {
  return {
    apiVersion: deliveryApiVersion,
    kind: 'Promotion',
    metadata: {
      name: promotionName(source, to, artifact),
      namespace,
    },
    spec: {
      owner: source.owner,
      from,
      to,
      ...trackField(trackOf({ spec: source })),
      artifactRef: artifact.name,
      requestedBy: automaticPromotionRequester,
      reason: `Automatic promotion of the new release in ${from}.`,
    },
  };
}

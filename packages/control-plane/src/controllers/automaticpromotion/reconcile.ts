import {
  isRunningPromotion,
  PipelineEdge,
  Promotion,
  defaultTrack,
  deliveryApiVersion,
  genName,
  nameLimits,
  promotionKind,
  promotionPolicyKind,
  trackField,
  trackOf,
} from '@promenade/openchoreo-model';
import { ArtifactIdentity, ReleaseStream } from '../../core/artifact/artifact';
import {
  componentIndexValue,
  inNamespace,
  indexes,
} from '../../core/lookups/indexes';
import { isDeleting } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { NewObject } from '../../runtime/write';
import { PromotionSource, PromotionSources } from './promotion-sources';

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
  sources: Pick<PromotionSources, 'find'>,
  { signRequest }: AutomaticPromotionDependencies,
): Reconcile {
  return async (key, read, write) => {
    const source = sources.find(key, read);
    if (!source) {
      return;
    }
    for (const edge of automaticEdges(source, read)) {
      if (isPromotable(source, edge, read) && !isPromoted(source, edge, read)) {
        await source.keepRelease(write);
        const promotion = buildPromotion(source, edge);
        const requestSignature = await signRequest(promotion);
        await write.createIfAbsent(promotionKind, {
          ...promotion,
          spec: { ...promotion.spec, requestSignature },
        });
      }
    }
  };
}

/** The edges from the environment of a binding whose rules ask for automatic promotion. */
function automaticEdges(
  { namespace, environment, pipeline }: PromotionSource,
  read: Read,
): PipelineEdge[] {
  if (!pipeline) {
    return [];
  }
  const rules = read
    .byIndex(promotionPolicyKind, indexes.namespace, namespace)
    .filter(
      policy =>
        policy.spec.pipelineRef === pipeline.name && !isDeleting(policy),
    )
    .flatMap(policy => policy.spec.rules)
    .filter(rule => rule.automaticPromotion);
  return pipeline.edges.filter(
    ({ from, to }) =>
      from === environment &&
      rules.some(rule => rule.from === from && rule.to === to),
  );
}

/** Whether a promotion could begin: its target may be written, and no promotion to the source is being verified. */
function isPromotable(
  { namespace, stream, findTarget }: PromotionSource,
  { from, to }: PipelineEdge,
  read: Read,
): boolean {
  return (
    findTarget(to).canBeChanged &&
    !listUnfinished(namespace, stream.owner, read).some(
      promotion => promotion.spec.to === from && isRunningPromotion(promotion),
    )
  );
}

/** Whether the target runs the release or has run it, or a promotion of it was requested, whatever became of that. */
function isPromoted(
  { namespace, stream, release, findTarget }: PromotionSource,
  { to }: PipelineEdge,
  read: Read,
): boolean {
  const { owner } = stream;
  const name = promotionName(stream, to, release);
  return (
    findTarget(to).release?.hash === release.hash ||
    read.get(promotionKind, { namespace, name }) !== undefined ||
    read
      .byIndex(
        promotionKind,
        indexes.promotedArtifact,
        inNamespace(namespace, release.name),
      )
      .some(
        promotion =>
          promotion.spec.to === to && isSameOwner(promotion.spec.owner, owner),
      ) ||
    // It promotes what the source runs when it begins.
    listUnfinished(namespace, owner, read).some(
      promotion =>
        promotion.spec.to === to &&
        trackOf(promotion) === trackOf({ spec: stream }) &&
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
  { namespace, stream, release }: PromotionSource,
  { from, to }: PipelineEdge,
): NewObject<Promotion> {
  return {
    apiVersion: deliveryApiVersion,
    kind: 'Promotion',
    metadata: { name: promotionName(stream, to, release), namespace },
    spec: {
      owner: stream.owner,
      from,
      to,
      ...trackField(trackOf({ spec: stream })),
      artifactRef: release.name,
      requestedBy: automaticPromotionRequester,
      reason: `Automatic promotion of the new release in ${from}.`,
    },
  };
}

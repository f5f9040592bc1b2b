import type {
  PromotionStep,
  PromotionView,
  ReleaseName,
  RequiredApproval,
} from '@promenade/backstage-plugin-openchoreo-common';
import { getCondition, type Promotion } from '@promenade/openchoreo-model';
import type { ResourceReader } from '../../cache/ResourceReader';
import { shortHash } from '../../domain/shortHash';

const pendingSteps: PromotionStep[] = (
  ['Check', 'Approval', 'RollOut', 'Verify'] as const
).map(name => ({ name, state: 'Pending' }));

/** What an adapter knows of a release by its name. */
export interface NamedRelease {
  hash?: string;
  /** Image tag. */
  version?: string;
}

/** The neutral view of a Promotion. */
export type PromotionViewOf = (
  reader: ResourceReader,
  promotion: Promotion,
) => PromotionView;

/**
 * Makes the function that returns the neutral view of a Promotion.
 *
 * @param findRelease - the release of a name in the namespace and of the component of the promotion
 */
export function createPromotionView(
  findRelease: (
    reader: ResourceReader,
    promotion: Promotion,
    name: string,
  ) => NamedRelease | undefined,
): PromotionViewOf {
  return (reader, promotion) => {
    const { metadata, spec, status } = promotion;
    const releaseNamed = (name: string | undefined) =>
      name ? findRelease(reader, promotion, name) : undefined;
    const promoted = releaseNamed(spec.artifactRef);
    const release = releaseName(status?.release ?? promoted?.hash);
    const complete = getCondition(status?.conditions, 'Complete');
    return {
      name: metadata.name,
      type: spec.type ?? 'Promote',
      from: spec.from,
      to: spec.to,
      release: release && { ...release, version: promoted?.version },
      artifact: spec.artifactRef,
      replaces: releaseName(releaseNamed(status?.previousArtifactRef)?.hash),
      requestedBy: status?.requester?.name ?? spec.requestedBy,
      isRequesterVerified: status?.requester?.isVerified ?? false,
      reason: spec.reason,
      phase: status?.phase ?? 'Pending',
      steps: status?.steps?.length ? status.steps : pendingSteps,
      gates: status?.gates ?? [],
      requiredApproval: requiredApproval(status),
      approvals: status?.approvals ?? [],
      canary: status?.canary,
      transitions: status?.transitions ?? [],
      startedAt: status?.startedAt ?? metadata.creationTimestamp ?? '',
      completedAt: status?.completedAt,
      message: complete?.status === 'True' ? undefined : complete?.message,
    };
  };
}

function requiredApproval(
  status: Promotion['status'],
): RequiredApproval | undefined {
  const required = status?.requiredApproval;
  if (!required) return undefined;
  const approvers = new Set(
    (status.approvals ?? []).flatMap(({ by, decision }) =>
      decision === 'Approved' ? [by] : [],
    ),
  );
  return {
    ...required,
    allowsSelfApproval: required.allowsSelfApproval ?? false,
    missing: Math.max(0, required.count - approvers.size),
  };
}

function releaseName(hash: string | undefined): ReleaseName | undefined {
  return hash ? { hash, short: shortHash(hash) } : undefined;
}

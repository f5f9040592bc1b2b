import type {
  PromotionStep,
  PromotionView,
  ReleaseName,
  RequiredApproval,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  deployableArtifactKind,
  getCondition,
  type Promotion,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import { shortHash } from '../domain/shortHash';

const pendingSteps: PromotionStep[] = (
  ['Check', 'Approval', 'RollOut', 'Verify'] as const
).map(name => ({ name, state: 'Pending' }));

/** The neutral view of a Promotion. */
export function promotionView(
  reader: ResourceReader,
  { metadata, spec, status }: Promotion,
): PromotionView {
  const artifactNamed = (name: string | undefined) =>
    name
      ? reader.get(deployableArtifactKind, {
          namespace: metadata.namespace,
          name,
        })
      : undefined;
  const artifact = artifactNamed(spec.artifactRef);
  const release = releaseName(status?.release ?? artifact?.spec.contentHash);
  const complete = getCondition(status?.conditions, 'Complete');
  return {
    name: metadata.name,
    type: spec.type ?? 'Promote',
    from: spec.from,
    to: spec.to,
    release: release && {
      ...release,
      version: artifact?.spec.targetArtifact.fromImageRef?.tag,
    },
    artifact: spec.artifactRef,
    replaces: releaseName(
      artifactNamed(status?.previousArtifactRef)?.spec.contentHash,
    ),
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

import type {
  PromotionStep,
  PromotionView,
  ReleaseName,
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
  const releaseOf = (artifact: string | undefined): ReleaseName | undefined => {
    const found =
      artifact &&
      reader.get(deployableArtifactKind, {
        namespace: metadata.namespace,
        name: artifact,
      });
    return found ? releaseName(found.spec.contentHash) : undefined;
  };
  const complete = getCondition(status?.conditions, 'Complete');
  return {
    name: metadata.name,
    from: spec.from,
    to: spec.to,
    release: releaseName(status?.release) ?? releaseOf(spec.artifactRef),
    replaces: releaseOf(status?.previousArtifactRef),
    requestedBy: spec.requestedBy,
    reason: spec.reason,
    phase: status?.phase ?? 'Pending',
    steps: status?.steps?.length ? status.steps : pendingSteps,
    startedAt: status?.startedAt ?? metadata.creationTimestamp ?? '',
    completedAt: status?.completedAt,
    message: complete?.status === 'True' ? undefined : complete?.message,
  };
}

function releaseName(hash: string | undefined): ReleaseName | undefined {
  return hash ? { hash, short: shortHash(hash) } : undefined;
}

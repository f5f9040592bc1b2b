import { Clock } from '@promenade/kube-client';
import {
  ProjectComponentOwner,
  Promotion,
  deployableArtifactKind,
  isFinishedPromotion,
  projectKind,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import { listBindings } from '../../core/component-type/bindings';
import {
  componentIndexValue,
  inNamespace,
  indexes,
} from '../../core/lookups/indexes';
import { parseGoDuration } from '../../runtime/go-duration';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';

/** How many finished promotions of a component are kept, and for how long. */
interface HistoryLimits {
  count: number;
  ageMs: number;
}

/** Longest time until the age of promotions is looked at again, in milliseconds. */
const maxDelayMs = 24 * 60 * 60_000;

/**
 * Reconciles the history of a component, by the key of the component, which may be deleted: deletes the finished promotions beyond
 * `historyLimit` and `retention` of the policies of its pipeline, and the artifacts that nothing refers to any more. Without limits
 * everything is kept.
 */
export function promotionHistoryReconciler({
  clock,
}: {
  clock: Clock;
}): Reconcile {
  return async ({ namespace = '', name }, read, write) => {
    const byProject = new Map<string, Promotion[]>();
    for (const promotion of read.byIndex(
      promotionKind,
      indexes.componentName,
      inNamespace(namespace, name),
    )) {
      const { projectName } = promotion.spec.owner;
      const list = byProject.get(projectName);
      if (list) list.push(promotion);
      else byProject.set(projectName, [promotion]);
    }
    const delays = [];
    for (const [projectName, promotions] of byProject) {
      const owner = { projectName, componentName: name };
      const limits = findLimits(namespace, projectName, read);
      delays.push(
        await deleteOld(
          { namespace, owner, promotions, limits, now: clock.now() },
          read,
          write,
        ),
      );
    }
    const delay = Math.min(...delays);
    return Number.isFinite(delay)
      ? { requeueAfter: Math.min(delay, maxDelayMs) }
      : {};
  };
}

/** Deletes what is beyond the limits. Returns the milliseconds until the next promotion is too old. */
async function deleteOld(
  {
    namespace,
    owner,
    promotions,
    limits: { count, ageMs },
    now,
  }: {
    namespace: string;
    owner: ProjectComponentOwner;
    promotions: readonly Promotion[];
    limits: HistoryLimits;
    now: number;
  },
  read: Read,
  write: Write,
): Promise<number> {
  if (!Number.isFinite(count) && !Number.isFinite(ageMs)) {
    return Number.POSITIVE_INFINITY;
  }
  const finished = promotions
    .filter(isFinishedPromotion)
    .map(promotion => ({ promotion, endedAt: endOf(promotion) }))
    .sort((a, b) => b.endedAt - a.endedAt);
  const isOld = ({ endedAt }: { endedAt: number }, index: number) =>
    index >= count || endedAt + ageMs <= now;
  const old = new Set(finished.filter(isOld).map(({ promotion }) => promotion));
  for (const promotion of old) {
    await write.remove(promotionKind, promotion);
  }
  if (old.size > 0) {
    const kept = promotions.filter(promotion => !old.has(promotion));
    await deleteUnusedArtifacts(namespace, owner, kept, read, write);
  }
  const [oldest] = finished
    .filter((each, index) => !isOld(each, index))
    .slice(-1);
  return oldest ? oldest.endedAt + ageMs - now : Number.POSITIVE_INFINITY;
}

/** Milliseconds since 1970. */
function endOf({ metadata, status }: Promotion): number {
  return Date.parse(status?.completedAt ?? metadata.creationTimestamp ?? '');
}

async function deleteUnusedArtifacts(
  namespace: string,
  owner: ProjectComponentOwner,
  promotions: readonly Promotion[],
  read: Read,
  write: Write,
): Promise<void> {
  const used = new Set([
    ...promotions.flatMap(({ spec: { artifactRef }, status }) => [
      artifactRef,
      status?.previousArtifactRef,
    ]),
    ...listBindings(read, namespace, owner).flatMap(({ type, binding }) => [
      binding.spec.artifactRef,
      artifactIdentity(owner, deployableContent(type.kindOfBinding, binding))
        .name,
    ]),
  ]);
  for (const artifact of read.byIndex(
    deployableArtifactKind,
    indexes.component,
    componentIndexValue(namespace, owner),
  )) {
    if (!used.has(artifact.metadata.name)) {
      await write.remove(deployableArtifactKind, artifact);
    }
  }
}

/** The smallest limits of the policies of a project's pipeline. Of a project that was deleted everything is kept. */
function findLimits(
  namespace: string,
  projectName: string,
  read: Read,
): HistoryLimits {
  const project = read.get(projectKind, { namespace, name: projectName });
  const policies = project
    ? read
        .byIndex(promotionPolicyKind, indexes.namespace, namespace)
        .filter(
          ({ spec }) => spec.pipelineRef === project.spec.deploymentPipelineRef,
        )
    : [];
  return {
    count: Math.min(...policies.flatMap(({ spec }) => spec.historyLimit ?? [])),
    ageMs: Math.min(
      ...policies.flatMap(({ spec }) => {
        const seconds = spec.retention && parseGoDuration(spec.retention);
        return seconds === undefined || seconds === '' ? [] : seconds * 1000;
      }),
    ),
  };
}

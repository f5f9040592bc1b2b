import { Clock, KubeObject } from '@promenade/kube-client';
import {
  ProjectComponentOwner,
  Promotion,
  PromotionPolicy,
  isFinishedPromotion,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { isOlder } from '../../core/promotion/is-older';
import { parseGoDuration } from '../../runtime/go-duration';
import { Read, TypedResource } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';

/** How many finished promotions of a component are kept, and for how long. */
interface HistoryLimits {
  count: number;
  ageMs: number;
}

/** Longest time until the age of promotions is looked at again, in milliseconds. */
const maxDelayMs = 24 * 60 * 60_000;

/** What a pass has found: nothing has to be deleted until it is due, or until there are more promotions than may be kept. */
interface CheckedHistory {
  projectName: string;
  limits: HistoryLimits;
  /** Greatest number of promotions for which it holds. */
  maxCount: number;
  /** Milliseconds since 1970. */
  dueAt: number;
}

/** What the controller of histories depends on. The kinds have these fields in each generation of OpenChoreo. */
export interface HistoryDependencies {
  clock: Clock;
  projectKind: TypedResource<
    KubeObject & { spec: { deploymentPipelineRef: string } }
  >;
  componentKind: TypedResource<
    KubeObject & { spec: { owner: { projectName: string } } }
  >;
  /** Deletes the releases of a component that neither a binding nor one of these promotions refers to. */
  deleteUnusedReleases: (
    namespace: string,
    owner: ProjectComponentOwner,
    promotions: readonly Promotion[],
    read: Read,
    write: Write,
  ) => Promise<void>;
}

/**
 * Reconciles the history of a component, by the key of the component, which may be deleted: deletes the finished promotions beyond
 * `historyLimit` and `retention` of the policies of its pipeline, and the artifacts that nothing refers to any more. Without limits
 * everything is kept.
 *
 * A pass that cannot find anything to delete reads no promotions, so that it costs the same with a long history.
 */
export function promotionHistoryReconciler(
  dependencies: HistoryDependencies,
): Reconcile {
  const { clock } = dependencies;
  const checked = new Map<string, CheckedHistory>();
  return async ({ namespace = '', name }, read, write) => {
    if (!listLimitingPolicies(namespace, read).length) {
      return {};
    }
    const key = inNamespace(namespace, name);
    const now = clock.now();
    const last = checked.get(key);
    if (last && isCurrent(last, { namespace, name }, now, dependencies, read)) {
      return requeueAt(last.dueAt, now);
    }
    checked.delete(key);
    const byProject = new Map<string, Promotion[]>();
    for (const promotion of read.byIndex(
      promotionKind,
      indexes.componentName,
      key,
    )) {
      const { projectName } = promotion.spec.owner;
      const list = byProject.get(projectName);
      if (list) list.push(promotion);
      else byProject.set(projectName, [promotion]);
    }
    const dueTimes: number[] = [];
    for (const [projectName, promotions] of byProject) {
      const owner = { projectName, componentName: name };
      const limits = findLimits(namespace, projectName, dependencies, read);
      const dueAt = await deleteOld(
        { namespace, owner, promotions, limits, now },
        dependencies,
        read,
        write,
      );
      dueTimes.push(dueAt);
      // Components of the same name in two projects are rare, and one count says nothing about each of them.
      if (byProject.size === 1) {
        const maxCount = limits.count;
        checked.set(key, { projectName, limits, maxCount, dueAt });
      }
    }
    return requeueAt(Math.min(...dueTimes), now);
  };
}

/** Whether what a pass has found still holds. Promotions end in order, so that a new one is not due before. */
function isCurrent(
  { projectName, limits, maxCount, dueAt }: CheckedHistory,
  { namespace, name }: { namespace: string; name: string },
  now: number,
  dependencies: HistoryDependencies,
  read: Read,
): boolean {
  const component = read.get(dependencies.componentKind, { namespace, name });
  const count = read.countByIndex(
    promotionKind,
    indexes.componentName,
    inNamespace(namespace, name),
  );
  const found = findLimits(namespace, projectName, dependencies, read);
  return (
    now < dueAt &&
    count <= maxCount &&
    found.count === limits.count &&
    found.ageMs === limits.ageMs &&
    (component?.spec.owner.projectName ?? projectName) === projectName
  );
}

function requeueAt(time: number, now: number): { requeueAfter?: number } {
  return Number.isFinite(time)
    ? { requeueAfter: Math.min(time - now, maxDelayMs) }
    : {};
}

/** Deletes what is beyond the limits. Returns the time at which the next promotion is too old, in milliseconds since 1970. */
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
  { deleteUnusedReleases }: HistoryDependencies,
  read: Read,
  write: Write,
): Promise<number> {
  if (!Number.isFinite(count) && !Number.isFinite(ageMs)) {
    return Number.POSITIVE_INFINITY;
  }
  const finished = promotions
    .filter(isFinishedPromotion)
    .map(promotion => ({ promotion, endedAt: endOf(promotion) }))
    .sort(
      (a, b) =>
        b.endedAt - a.endedAt || (isOlder(a.promotion, b.promotion) ? 1 : -1),
    );
  const isOld = ({ endedAt }: { endedAt: number }, index: number) =>
    index >= count || endedAt + ageMs <= now;
  const old = new Set(finished.filter(isOld).map(({ promotion }) => promotion));
  for (const promotion of old) {
    await write.remove(promotionKind, promotion);
  }
  if (old.size > 0) {
    const kept = promotions.filter(promotion => !old.has(promotion));
    await deleteUnusedReleases(namespace, owner, kept, read, write);
  }
  const [oldest] = finished
    .filter((each, index) => !isOld(each, index))
    .slice(-1);
  return oldest ? oldest.endedAt + ageMs : Number.POSITIVE_INFINITY;
}

/** Milliseconds since 1970. */
function endOf({ metadata, status }: Promotion): number {
  return Date.parse(status?.completedAt ?? metadata.creationTimestamp ?? '');
}

/** The smallest limits of the policies of a project's pipeline. Of a project that was deleted everything is kept. */
function findLimits(
  namespace: string,
  projectName: string,
  { projectKind }: HistoryDependencies,
  read: Read,
): HistoryLimits {
  const project = read.get(projectKind, { namespace, name: projectName });
  const policies = project
    ? listLimitingPolicies(namespace, read).filter(
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

/** The policies of an organization that limit the history. */
function listLimitingPolicies(
  namespace: string,
  read: Read,
): PromotionPolicy[] {
  return read
    .byIndex(promotionPolicyKind, indexes.namespace, namespace)
    .filter(
      ({ spec }) =>
        spec.historyLimit !== undefined || spec.retention !== undefined,
    );
}

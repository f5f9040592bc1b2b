import { Clock, ObjectKey, keyOf } from '@promenade/kube-client';
import {
  Build,
  Component,
  annotations,
  buildKind,
  componentKind,
  isFinishedBuild,
  newBuild,
} from '@promenade/openchoreo-model';
import { componentOwner } from '../../core/component-owner';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { isDeleting } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { findTimes, parseBuildSchedule } from './due-time';

/** How late a build may start, in milliseconds: a time that passed while no control plane ran is skipped when it is older. */
const maxDelayMs = 60 * 60_000;

/** Longest time until the schedule is looked at again, in milliseconds: timers of JavaScript cannot be longer than 24 days. */
const maxWaitMs = 24 * 60 * 60_000;

/** What is known about the schedule of a component. */
interface Followed {
  /** The schedule and the time zone, to notice a change. */
  triggers: string;
  /** Times up to this one, in milliseconds since 1970, are done or are not to be done. */
  since: number;
}

/**
 * Reconciles the schedule of a component: creates a Build at each time of `spec.build.triggers.schedule`. The name of the Build
 * follows from the time, so that it is created once, also by another control plane or after a crash. While a scheduled build has not
 * ended, no other one starts.
 */
export function buildScheduleReconciler({
  clock,
}: {
  clock: Clock;
}): Reconcile {
  const startedAt = clock.now();
  const followed = new Map<string, Followed>();

  /** From when on times count. A schedule that is new or was changed does not start a build for a time before. */
  const follow = (key: ObjectKey, component: Component): Followed => {
    const { schedule, timeZone } = component.spec.build?.triggers ?? {};
    const triggers = JSON.stringify([schedule, timeZone]);
    const known = followed.get(keyOf(key));
    if (known?.triggers === triggers) return known;
    const createdAt = Date.parse(component.metadata.creationTimestamp ?? '');
    const isFromBefore = !known && createdAt < startedAt;
    const since = isFromBefore ? startedAt - maxDelayMs : clock.now();
    const found = { triggers, since: Math.max(since, createdAt || 0) };
    followed.set(keyOf(key), found);
    return found;
  };

  return async (key, read, write) => {
    const component = read.get(componentKind, key);
    if (!component || isDeleting(component)) {
      followed.delete(keyOf(key));
      return {};
    }
    const state = follow(key, component);
    const { build } = component.spec;
    const { schedule, timeZone } = build?.triggers ?? {};
    if (!build?.repository.url || !schedule) return {};
    const cron = parseBuildSchedule({ schedule, timeZone });
    if ('problem' in cron) {
      write.event(component, 'Warning', 'InvalidBuildSchedule', cron.problem);
      return {};
    }
    const scheduled = scheduledBuilds(component, read);
    const now = clock.now();
    const since = Math.max(
      state.since,
      now - maxDelayMs,
      ...scheduled.map(timeOf),
    );
    const { due, next } = findTimes(cron, since, now);
    if (due !== undefined && scheduled.every(isFinishedBuild)) {
      await write.createIfAbsent(buildKind, buildAt(component, build, due));
    }
    if (due !== undefined) state.since = due;
    return next === undefined
      ? {}
      : { requeueAfter: Math.min(next - now, maxWaitMs) };
  };
}

/** The Builds of a component that its schedule has started. */
function scheduledBuilds(component: Component, read: Read): Build[] {
  const { namespace = '' } = component.metadata;
  return read
    .byIndex(
      buildKind,
      indexes.component,
      componentIndexValue(namespace, componentOwner(component)),
    )
    .filter(build => !Number.isNaN(Date.parse(scheduledAt(build))));
}

function scheduledAt({ metadata }: Build): string {
  return metadata.annotations?.[annotations.scheduledAt] ?? '';
}

function timeOf(build: Build): number {
  return Date.parse(scheduledAt(build));
}

function buildAt(
  { metadata, spec }: Component,
  build: NonNullable<Component['spec']['build']>,
  due: number,
) {
  const time = new Date(due).toISOString();
  return newBuild(
    {
      organization: metadata.namespace ?? '',
      project: spec.owner.projectName,
      component: metadata.name,
    },
    build,
    {
      id: `schedule ${time}`,
      annotations: { [annotations.scheduledAt]: time },
    },
  );
}

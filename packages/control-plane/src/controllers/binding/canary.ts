import {
  contentHash,
  getCondition,
  type CanaryStatus,
  type Release,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { deployableContent, type Binding } from '../../core/binding/binding';
import {
  hasCanaryRequests,
  removeCanary,
} from '../../core/binding/canary-resources';
import { findRelease } from '../../core/binding/find-release';
import type { Outcome } from '../../core/binding/outcome';
import {
  canaryStatus,
  canaryStatusOf,
  isObserved,
  progressing,
  type Readiness,
} from '../../core/binding/readiness';
import { writeRelease } from '../../core/binding/write-release';
import type { BindingType } from '../../core/component-type/binding-types';
import {
  isMissingReference,
  type EffectiveComponentBinding,
} from '../../core/effective-binding/effective-binding';
import type { ReleaseResource } from '../../core/manifest';
import type { Problem } from '../../core/problem';
import type { RenderResult } from '../../core/render-result';
import type { Read } from '../../runtime/read';
import type { Write } from '../../runtime/write';
import { renderCanary } from '../../render/bindings/render-canary';

/** The resources of a binding with its canary. */
export interface WithCanary {
  readonly resources: readonly ReleaseResource[];
  /** Warnings about the canary. */
  readonly problems: readonly Problem[];
  /** Health of the canary in the written Release, or that it is being removed; undefined without a canary. */
  statusOf(release: Release): CanaryStatus | undefined;
}

/** The part of the status of a binding whose canary was just removed. */
const removing = canaryStatus(progressing('The canary is being removed'));

/**
 * Adds the canary of a binding to its rendering. A canary that cannot be rendered, or that the environment forbids, is left out: the
 * first release must be deployed all the same. A canary gets requests only when it is ready, because before that a gateway would
 * answer them with an error.
 *
 * @param existing - the Release before the change
 * @param violationOf - the Ready condition for resources that the environment forbids, by name of the class
 */
export function addCanary(
  effective: EffectiveComponentBinding,
  rendered: RenderResult,
  existing: Release | undefined,
  violationOf: (
    className: string,
    resources: readonly ReleaseResource[],
  ) => Readiness | undefined,
): WithCanary {
  const { resources } = rendered;
  const { spec, status }: Binding = effective.binding;
  const canReceive =
    spec.canary &&
    existing &&
    (hasCanaryRequests(existing, effective.binding) ||
      canaryStatusOf(existing, spec.releaseState).ready);
  const canary = renderCanary(
    effective,
    rendered,
    canReceive ? spec.canary?.weight : 0,
  );
  if (!canary) {
    return {
      resources,
      problems: [],
      statusOf: release =>
        status?.canary && !isObserved(release) ? removing : undefined,
    };
  }
  const obstacle = isMissingReference(canary)
    ? canary.readiness
    : violationOf(canary.className, canary.own);
  if (obstacle || isMissingReference(canary)) {
    return {
      resources,
      problems: [],
      statusOf: () => obstacle && canaryStatus(obstacle),
    };
  }
  return {
    resources: canary.resources,
    problems: canary.problems,
    statusOf: release => canaryStatusOf(release, spec.releaseState),
  };
}

/**
 * Returns the written readiness of a binding of which only the canary started, changed or ended. It holds until the Release is
 * observed, because nothing of the release itself changes. Undefined where more changed.
 *
 * @param existing - the Release before the change
 * @param resources - the new rendering, without the canary
 */
export function readinessBeforeCanary(
  { kindOfBinding }: BindingType,
  binding: Binding,
  existing: Release | undefined,
  resources: readonly ReleaseResource[],
): Readiness | undefined {
  const { spec, status } = binding;
  const ready = getCondition(status?.conditions, 'Ready');
  if (!existing || !ready || !(spec.canary ?? status?.canary)) return undefined;
  const before =
    removeCanary(existing.spec.resources, binding) ?? existing.spec.resources;
  const { label } = artifactIdentity(
    spec,
    deployableContent(kindOfBinding, binding),
  );
  // The label tells whether the written status is about this release.
  return ready.status !== 'Unknown' &&
    status?.releaseLabel === label &&
    contentHash(before) === contentHash(resources)
    ? { status: ready.status, reason: ready.reason, message: ready.message }
    : undefined;
}

/** Removes a canary that has ended from the Release of a binding that cannot be rendered for now. */
export async function endCanary(
  binding: Binding,
  outcome: Outcome,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const release = binding.spec.canary ? undefined : findRelease(binding, read);
  const resources = release && removeCanary(release.spec.resources, binding);
  return resources
    ? writeRelease(
        release,
        { ...release, spec: { ...release.spec, resources } },
        () => outcome,
        write,
      )
    : outcome;
}

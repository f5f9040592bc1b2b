import type { CanaryStatus, Release } from '@promenade/openchoreo-model';
import type { Binding } from '../../core/binding/binding';
import { removeCanary } from '../../core/binding/canary-resources';
import { findRelease } from '../../core/binding/find-release';
import type { Outcome } from '../../core/binding/outcome';
import {
  canaryStatus,
  canaryStatusOf,
  type Readiness,
} from '../../core/binding/readiness';
import { writeRelease } from '../../core/binding/write-release';
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
  /** Health of the canary in the written Release; undefined without a canary. */
  statusOf(release: Release): CanaryStatus | undefined;
}

/**
 * Adds the canary of a binding to its rendering. A canary that cannot be rendered, or that the environment forbids, is left
 * out, so that it does not keep the binding itself from being deployed.
 *
 * @param violationOf - the Ready condition for resources that the environment forbids, by name of the class
 */
export function addCanary(
  effective: EffectiveComponentBinding,
  rendered: RenderResult,
  violationOf: (
    className: string,
    resources: readonly ReleaseResource[],
  ) => Readiness | undefined,
): WithCanary {
  const { resources } = rendered;
  const canary = renderCanary(effective, rendered);
  if (!canary) return { resources, problems: [], statusOf: () => undefined };
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
  const { releaseState } = effective.binding.spec;
  return {
    resources: canary.resources,
    problems: canary.problems,
    statusOf: release => canaryStatusOf(release, releaseState),
  };
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

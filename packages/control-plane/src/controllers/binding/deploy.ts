import {
  Release,
  environmentKind,
  isCanaryObject,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { buildRelease } from '../../core/binding/build-release';
import { removeCanary } from '../../core/binding/canary-resources';
import {
  findRelease,
  malformedRelease,
  releaseConflict,
} from '../../core/binding/find-release';
import { raiseLostReferences } from '../../core/binding/lost-references';
import { missingEnvironment } from '../../core/binding/missing-environment';
import { Outcome, obstacleAmong } from '../../core/binding/outcome';
import {
  Readiness,
  describeTrouble,
  isObserved,
  notReady,
  readinessOf,
} from '../../core/binding/readiness';
import { bindingReasons as reasons } from '../../core/binding/reasons';
import { nameUndeclaredFields } from '../../core/binding/undeclared-fields';
import { updateNetworkPolicy } from '../../core/binding/update-network-policy';
import { deleteReleases, writeRelease } from '../../core/binding/write-release';
import { BindingType } from '../../core/component-type/binding-types';
import type { EffectiveComponentBinding } from '../../core/effective-binding/effective-binding';
import { findEffectiveBinding } from '../../core/effective-binding/find-effective-binding';
import { findShared } from '../../core/lookups/shared-resource';
import {
  checkEnvironmentPolicies,
  policyContentOf,
} from '../../core/pipeline/check-environment-policies';
import { ReleaseResource } from '../../core/manifest';
import { describeProblem } from '../../core/problem';
import { renderBinding } from '../../render/bindings/render-binding';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { addCanary, endCanary, readinessBeforeCanary } from './canary';

/** Deletes the Release of a binding, whether or not its class, environment and configuration still exist. */
export async function undeploy(
  binding: Binding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const undeployed = (message: string): Outcome => ({
    readiness: { status: 'False', reason: reasons.undeployed, message },
    endpoints: [],
    connections: [],
  });
  const release = findRelease(binding, read);
  return release
    ? deleteReleases([release], undeployed('Resources being undeployed'), write)
    : undeployed('Resources undeployed');
}

/**
 * Renders a binding into its Release.
 *
 * The endpoints are reported even while connections are pending, because two components that connect to each other would
 * otherwise wait for each other. With an error in the input, an existing Release is kept as it is; without one, whatever
 * could be rendered is deployed: an API in error is closed, and the rest works. The policies of the environment do not
 * apply to a suspended component, which runs no pods, so that it can be suspended.
 */
export async function deploy(
  type: BindingType,
  binding: Binding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const effective = findEffectiveBinding(type, binding.metadata, read);
  if ('readiness' in effective) {
    return endCanary(binding, effective, read, write);
  }
  const outcome = await deployEffective(type, binding, effective, read, write);
  return { ...outcome, connections: effective.connections.states };
}

async function deployEffective(
  type: BindingType,
  binding: Binding,
  effective: EffectiveComponentBinding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const { metadata, spec } = binding;
  const existing = read.get(releaseKind, metadata);
  const malformed = malformedRelease(read, metadata);
  if (malformed) {
    return { readiness: malformed };
  }
  const conflict = releaseConflict(binding, existing);
  if (conflict) {
    return { readiness: conflict };
  }
  const rendered = renderBinding(effective);
  const { endpoints } = rendered;
  const problems = raiseLostReferences(
    rendered,
    (existing?.spec.resources ?? []).filter(
      ({ object }) => !isCanaryObject(object),
    ),
  );
  const noEnvironment = missingEnvironment(
    read,
    metadata.namespace ?? '',
    spec.environment,
    'spec.environment',
  );
  const isSuspended = spec.releaseState === 'Suspend';
  const violationOf: Parameters<typeof addCanary>[3] = (className, objects) =>
    isSuspended
      ? undefined
      : policyViolation(binding, className, objects, read);
  const violation = violationOf(spec.className, rendered.resources);
  const { resources, ...canary } = addCanary(
    effective,
    rendered,
    existing,
    violationOf,
  );
  const obstacle = noEnvironment ?? violation ?? obstacleAmong(problems);
  // A suspended component runs no pods, so it need not wait for its connections.
  const isObstacleIgnored =
    isSuspended && obstacle?.reason === reasons.connectionsPending;
  // Once applied, a Release stays. So none is created before the policies of its environment are known and fulfilled.
  const isCreationForbidden =
    noEnvironment ||
    violation ||
    problems.some(({ reason }) => reason === reasons.connectionsPending);
  if (obstacle && !isObstacleIgnored && (existing || isCreationForbidden)) {
    const outcome: Outcome = { readiness: obstacle, endpoints };
    const { name } = metadata;
    const { isolation } = effective;
    return existing && !noEnvironment
      ? updateNetworkPolicy(
          existing,
          { name, isolation },
          resources,
          outcome,
          write,
          spec.canary
            ? undefined
            : removeCanary(existing.spec.resources, binding),
        )
      : outcome;
  }
  const warnings = [...problems, ...canary.problems].map(describeProblem);
  const beforeCanary = readinessBeforeCanary(
    type,
    binding,
    existing,
    rendered.resources,
  );
  const outcomeOf = (release: Release): Outcome => ({
    readiness:
      obstacle && !isObstacleIgnored
        ? obstacle
        : nameUndeclaredFields(
            (isObserved(release) ? undefined : beforeCanary) ??
              readinessOf(release, spec.releaseState),
            effective,
          ),
    trouble: describeTrouble(release),
    canary: canary.statusOf(release),
    endpoints,
    warnings,
  });
  const desired = buildRelease(binding, resources, existing);
  return writeRelease(existing, desired, outcomeOf, write);
}

/** The Ready condition of a binding whose environment forbids its rendering; undefined if it does not. */
function policyViolation(
  { metadata, spec }: Binding,
  className: string,
  resources: readonly ReleaseResource[],
  read: Read,
): Readiness | undefined {
  const environment = findShared(
    read,
    environmentKind,
    metadata.namespace ?? '',
    spec.environment,
  );
  const violations = environment?.spec.policies
    ? checkEnvironmentPolicies(
        policyContentOf(className, resources),
        environment,
      )
    : [];
  return violations.length > 0
    ? notReady(
        reasons.policyViolation,
        violations.map(({ message }) => message).join('; '),
      )
    : undefined;
}

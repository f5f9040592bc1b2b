import { isJsonObject, jsonAt } from '../../runtime/json';
import type { AppliedObject } from './applied-object';
import type { DesiredObject } from './desired-objects';
import { groupOf, objectLabel } from './object-id';

/** Policies without which a route would let everybody in. */
export const guardKind = 'gateway.envoyproxy.io/v1alpha1 SecurityPolicy';

/** What keeps callers out. A policy without any of it protects nothing. */
const protections = ['jwt', 'apiKeyAuth', 'basicAuth', 'authorization'];

/**
 * Why a route is not applied: the policy that protects it was refused. What the
 * data plane has of it stays.
 *
 * @param applied - what was applied before the route
 * @returns the policy's failure; undefined for what nothing keeps back
 */
export function missingGuardOf(
  { key }: DesiredObject,
  applied: Iterable<AppliedObject>,
): string | undefined {
  for (const { wanted: policy, failure } of applied) {
    if (
      failure &&
      `${policy.key.apiVersion} ${policy.key.kind}` === guardKind &&
      policy.key.namespace === key.namespace &&
      protections.some(member => jsonAt(policy.object, 'spec', member)) &&
      targetsOf(policy).some(
        target =>
          jsonAt(target, 'group') === groupOf(key.apiVersion) &&
          jsonAt(target, 'kind') === key.kind &&
          jsonAt(target, 'name') === key.name,
      )
    ) {
      return `${objectLabel(key)}: kept back, because ${objectLabel(
        policy.key,
      )}, which protects it, was not applied`;
    }
  }
  return undefined;
}

function targetsOf({ object }: DesiredObject): readonly unknown[] {
  const targets = jsonAt(object, 'spec', 'targetRefs');
  return Array.isArray(targets) ? targets.filter(isJsonObject) : [];
}

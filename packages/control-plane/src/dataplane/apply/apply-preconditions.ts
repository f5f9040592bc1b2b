import { isJsonObject, jsonAt } from '../../runtime/json';
import type { ApplyResult } from './apply-result';
import type { DesiredObject } from './desired-objects';
import { groupOf, objectIdText, objectLabel } from './object-id';

/** Policies that authenticate and authorize the callers of a route. */
export const securityPolicyKind =
  'gateway.envoyproxy.io/v1alpha1 SecurityPolicy';

/** Fields of a SecurityPolicy that restrict who may call. A policy without any of them protects nothing. */
const authenticationFields = [
  'jwt',
  'apiKeyAuth',
  'basicAuth',
  'authorization',
];

/**
 * Returns why a route must not be applied: applying a policy that protects it failed. The live route stays as it is.
 *
 * @param applied - results of what was applied before
 * @returns undefined when the object may be applied
 */
export function missingPolicyError(
  { key }: DesiredObject,
  applied: Iterable<ApplyResult>,
): string | undefined {
  for (const { desired: policy, failure } of applied) {
    if (
      failure &&
      `${policy.key.apiVersion} ${policy.key.kind}` === securityPolicyKind &&
      policy.key.namespace === key.namespace &&
      authenticationFields.some(field =>
        jsonAt(policy.object, 'spec', field),
      ) &&
      targetRefs(policy).some(
        target =>
          jsonAt(target, 'group') === groupOf(key.apiVersion) &&
          jsonAt(target, 'kind') === key.kind &&
          jsonAt(target, 'name') === key.name,
      )
    ) {
      return `${objectLabel(key)}: not applied, because ${objectLabel(
        policy.key,
      )}, which protects it, was not applied`;
    }
  }
  return undefined;
}

function targetRefs({ object }: DesiredObject): readonly unknown[] {
  const targets = jsonAt(object, 'spec', 'targetRefs');
  return Array.isArray(targets) ? targets.filter(isJsonObject) : [];
}

/** The last resource of a Release for each object. */
export type LastResources = ReadonlyMap<string, DesiredObject>;

export function lastResources(
  desired: readonly DesiredObject[],
): LastResources {
  return new Map(desired.map(each => [objectIdText(each.key), each]));
}

/**
 * Returns why a resource is not applied: a later resource of the Release is the same object. Applying both in turn would
 * never settle. The last one wins, as in OpenChoreo v0.3.2.
 */
export function duplicateResourceError(
  desired: DesiredObject,
  lastOfObject: LastResources,
): string | undefined {
  const last = lastOfObject.get(objectIdText(desired.key));
  return !last || last === desired
    ? undefined
    : `${objectLabel(desired.key)}: resources "${desired.id}" and "${
        last.id
      }" are the same object, of which the last is applied; remove one of them`;
}

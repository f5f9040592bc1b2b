import { isAlreadyExists } from '@promenade/kube-client';
import {
  getCondition,
  type ConditionInput,
  type Organization,
} from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import {
  clusterRoleOf,
  organizationRoles,
  readAccess,
  type AccessGrant,
} from '../../core/access/organization-access';
import { organizationNamespaceLabels } from '../../core/lookups/organization-namespace';
import { describeProblem } from '../../core/problem';
import { controllerReference } from '../../runtime/owner-reference';
import type { RoleBinding, RoleBindings } from './role-bindings';

/** Type of the condition of an Organization that reports `spec.access`; absent if it has none. */
export const accessCondition = 'AccessApplied';

const notApplied = 'AccessNotApplied';

/**
 * Applies `spec.access` to the namespace of an organization: a RoleBinding for each role. RoleBindings of others are not changed.
 * While an entry has a problem, nothing is changed.
 *
 * @returns the condition; undefined if the organization has and had no access
 */
export async function applyAccess(
  organization: Organization,
  roleBindings: RoleBindings,
): Promise<ConditionInput | undefined> {
  const { grants, problems } = readAccess(organization.spec);
  if (problems.length > 0) {
    return condition(
      'InvalidConfiguration',
      `${problems.map(describeProblem).join('; ')}; the access stays as it is`,
    );
  }
  if (grants.length === 0 && !isRecorded(organization)) return undefined;
  try {
    await writeRoleBindings(organization, grants, roleBindings);
  } catch (error) {
    return condition(
      notApplied,
      error instanceof Error ? error.message : String(error),
    );
  }
  return grants.length === 0
    ? undefined
    : {
        type: accessCondition,
        status: 'True',
        reason: 'AccessApplied',
        message: `${grants.length} ${
          grants.length === 1 ? 'subject has a role' : 'subjects have roles'
        } in the organization`,
      };
}

/**
 * The condition to write before the first RoleBinding of an organization: without it, nobody would remove the RoleBindings of a
 * control plane that crashed before it wrote the result. Undefined if none is needed.
 */
export function recordAccess(
  organization: Organization,
): ConditionInput | undefined {
  const isNeeded =
    readAccess(organization.spec).grants.length > 0 &&
    !isRecorded(organization);
  return isNeeded
    ? condition(notApplied, 'The RoleBindings are being created')
    : undefined;
}

function isRecorded({ status }: Organization): boolean {
  return getCondition(status?.conditions, accessCondition) !== undefined;
}

/**
 * Writes the RoleBindings of all roles. One that cannot be written does not affect the others.
 *
 * @throws Error with the problems of all roles
 */
async function writeRoleBindings(
  organization: Organization,
  grants: readonly AccessGrant[],
  roleBindings: RoleBindings,
): Promise<void> {
  const { name: namespace } = organization.metadata;
  const existing = new Map(
    (await roleBindings.list(namespace)).map(each => [
      each.metadata.name,
      each,
    ]),
  );
  const problems: string[] = [];
  for (const role of organizationRoles) {
    const subjects = grants
      .filter(grant => grant.role === role)
      .map(({ subject }) => subject);
    const desired = {
      ...roleBinding(organization, clusterRoleOf(role)),
      subjects,
    };
    try {
      await writeRoleBinding(
        existing.get(desired.metadata.name),
        desired,
        roleBindings,
      );
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (problems.length > 0) throw new Error(problems.join('; '));
}

async function writeRoleBinding(
  existing: RoleBinding | undefined,
  desired: RoleBinding,
  roleBindings: RoleBindings,
): Promise<void> {
  const { subjects = [] } = desired;
  if (!existing) {
    if (subjects.length > 0) await createRoleBinding(desired, roleBindings);
    return;
  }
  // Its role cannot be changed, and its subjects would get another one than the organization says.
  if (existing.roleRef.name !== desired.roleRef.name) throw foreign(desired);
  if (subjects.length === 0) {
    await roleBindings.remove(existing);
  } else if (!isDeepStrictEqual(existing.subjects, subjects)) {
    await roleBindings.setSubjects(existing, subjects);
  }
}

async function createRoleBinding(
  binding: RoleBinding,
  roleBindings: RoleBindings,
): Promise<void> {
  try {
    await roleBindings.create(binding);
  } catch (error) {
    throw isAlreadyExists(error) ? foreign(binding) : error;
  }
}

function foreign({ metadata: { namespace, name } }: RoleBinding): Error {
  return new Error(
    `RoleBinding "${name}" of namespace "${namespace}" is managed by somebody else; delete or rename it`,
  );
}

function roleBinding(organization: Organization, name: string): RoleBinding {
  const { name: namespace } = organization.metadata;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: {
      name,
      namespace,
      labels: organizationNamespaceLabels(namespace),
      // An adopted namespace stays when the organization is deleted.
      ownerReferences: [controllerReference(organization)],
    },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    },
  };
}

function condition(reason: string, message: string): ConditionInput {
  return { type: accessCondition, status: 'False', reason, message };
}

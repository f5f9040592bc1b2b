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
  const hadAccess =
    getCondition(organization.status?.conditions, accessCondition) !==
    undefined;
  if (grants.length === 0 && !hadAccess) return undefined;
  try {
    await writeRoleBindings(organization, grants, roleBindings);
  } catch (error) {
    return condition(
      'AccessNotApplied',
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
  for (const role of organizationRoles) {
    const name = clusterRoleOf(role);
    const subjects = grants
      .filter(grant => grant.role === role)
      .map(({ subject }) => subject);
    const binding = existing.get(name);
    if (binding && subjects.length === 0) {
      await roleBindings.remove(binding);
    } else if (binding) {
      if (!isDeepStrictEqual(binding.subjects, subjects)) {
        await roleBindings.setSubjects(binding, subjects);
      }
    } else if (subjects.length > 0) {
      await createRoleBinding(
        { ...roleBinding(organization, name), subjects },
        roleBindings,
      );
    }
  }
}

async function createRoleBinding(
  binding: RoleBinding,
  roleBindings: RoleBindings,
): Promise<void> {
  try {
    await roleBindings.create(binding);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const { namespace, name } = binding.metadata;
    throw new Error(
      `RoleBinding "${name}" of namespace "${namespace}" is managed by somebody else; delete or rename it`,
    );
  }
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

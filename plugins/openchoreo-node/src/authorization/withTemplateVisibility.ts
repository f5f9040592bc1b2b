import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isPermission,
  type Permission,
  type PermissionCondition,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { actionExecutePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  neededPermissionAnnotation,
  openchoreoPermissions,
  scaffolderActionId,
  verbs,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';

/** What is hidden from a user who is denied some permissions, and where. */
interface Hidden {
  permission: Permission;
  pluginId: string;
  resourceType: string;
  conditions(denied: readonly string[]): PermissionCondition[];
}

const allVerbs: readonly VerbDeclaration[] = Object.values(verbs);

function permissionNames({ permission, environment }: VerbDeclaration) {
  return [
    ...(typeof permission === 'string' ? [] : [permission.name]),
    ...(environment ? [environment.permission.name] : []),
  ];
}

/*
 * The conditions are literals, because the packages that export their factories are backend plugins, and a policy runs without
 * them.
 */
const hidden: readonly Hidden[] = [
  {
    permission: catalogEntityReadPermission,
    pluginId: 'catalog',
    resourceType: catalogEntityReadPermission.resourceType,
    conditions: denied =>
      denied.map(name => ({
        rule: 'HAS_ANNOTATION',
        resourceType: catalogEntityReadPermission.resourceType,
        params: { annotation: neededPermissionAnnotation(name) },
      })),
  },
  {
    permission: actionExecutePermission,
    pluginId: 'scaffolder',
    resourceType: actionExecutePermission.resourceType,
    conditions: denied =>
      allVerbs
        .filter(verb =>
          permissionNames(verb).some(name => denied.includes(name)),
        )
        .map(verb => ({
          rule: 'HAS_ACTION_ID',
          resourceType: actionExecutePermission.resourceType,
          params: { actionId: scaffolderActionId(verb) },
        })),
  },
];

/** A decision that allows what another one allows, except what meets one of the conditions. */
function except(
  decision: PolicyDecision,
  { pluginId, resourceType }: Hidden,
  [first, ...others]: readonly PermissionCondition[],
): PolicyDecision {
  if (!first) return decision;
  const isShown: PermissionCriteria<PermissionCondition> = {
    not: { anyOf: [first, ...others] },
  };
  return decision.result === AuthorizeResult.CONDITIONAL
    ? { ...decision, conditions: { allOf: [decision.conditions, isShown] } }
    : {
        result: AuthorizeResult.CONDITIONAL,
        pluginId,
        resourceType,
        conditions: isShown,
      };
}

/**
 * Wraps the permission policy of a host, so that nobody sees a Template that needs a permission which the policy denies, nor runs
 * the scaffolder action of a verb that needs it. A Template names its permissions in the annotation `openchoreo.dev/permission`.
 * A permission that the policy grants on conditions does not hide it: the conditions are checked when the action runs. All
 * other decisions are those of the policy.
 *
 * @param options - `permissions` that Templates name besides those of OpenChoreo
 * @public
 */
export function withTemplateVisibility(
  policy: PermissionPolicy,
  { permissions = [] }: { permissions?: readonly Permission[] } = {},
): PermissionPolicy {
  const known = [...openchoreoPermissions, ...permissions];

  /** The names of the permissions that the policy denies to a user. */
  async function deniedTo(user: PolicyQueryUser | undefined) {
    const decisions = await Promise.all(
      known.map(permission => policy.handle({ permission }, user)),
    );
    return known
      .filter((_, index) => decisions[index].result === AuthorizeResult.DENY)
      .map(({ name }) => name);
  }

  return {
    async handle(request, user) {
      const decision = await policy.handle(request, user);
      const hide = hidden.find(({ permission }) =>
        isPermission(request.permission, permission),
      );
      if (!hide || decision.result === AuthorizeResult.DENY) return decision;
      return except(decision, hide, hide.conditions(await deniedTo(user)));
    },
  };
}

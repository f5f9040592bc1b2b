import type { Organization } from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../problem';

/** The roles of an organization. Each has a ClusterRole of the name {@link clusterRoleOf} in `deploy/control-plane`. */
export const organizationRoles = ['viewer', 'developer', 'admin'] as const;

export type OrganizationRole = (typeof organizationRoles)[number];

/** A subject of a RoleBinding. */
export type Subject =
  | {
      readonly apiGroup: 'rbac.authorization.k8s.io';
      readonly kind: 'User' | 'Group';
      readonly name: string;
    }
  | {
      readonly kind: 'ServiceAccount';
      readonly name: string;
      readonly namespace: string;
    };

/** A subject and its role in an organization. */
export interface AccessGrant {
  readonly subject: Subject;
  readonly role: OrganizationRole;
}

/** The name of the ClusterRole of a role. */
export function clusterRoleOf(role: OrganizationRole): string {
  return `openchoreo-${role}`;
}

/** Reads `spec.access`. Entries with a problem are left out of the grants. */
export function readAccess({ access = [] }: Organization['spec']): {
  grants: AccessGrant[];
  problems: Problem[];
} {
  const grants: AccessGrant[] = [];
  const problems: Problem[] = [];
  access.forEach((entry, index) => {
    const field = `spec.access[${index}]`;
    const subject = parseSubject(entry.subject);
    const role = organizationRoles.find(each => each === entry.role);
    if (!subject) {
      problems.push(
        invalid(
          `${field}.subject`,
          `"${entry.subject}" is not a subject; write it like user:ana, group:team-a or serviceaccount:namespace/name`,
        ),
      );
    }
    if (!role) {
      problems.push(
        invalid(
          `${field}.role`,
          `"${entry.role}" is not a role; use one of ${organizationRoles.join(
            ', ',
          )}`,
        ),
      );
    }
    if (subject && role) grants.push({ subject, role });
  });
  return { grants, problems };
}

function parseSubject(text: string): Subject | undefined {
  const [, type, name] = /^(\w+):(\S.*)$/.exec(text) ?? [];
  switch (type?.toLowerCase()) {
    case 'user':
      return { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name };
    case 'group':
      return { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name };
    case 'serviceaccount': {
      const [, namespace, account] = /^([^/]+)\/([^/]+)$/.exec(name) ?? [];
      return account
        ? { kind: 'ServiceAccount', name: account, namespace }
        : undefined;
    }
    default:
      return undefined;
  }
}

import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import { permissionKey } from './neededPermissions';

/**
 * The first permission of each group that a caller does not have, or undefined. All are decided in one request to the permission
 * backend.
 */
export async function findDenied(
  permissions: PermissionsService,
  groups: readonly (readonly AuthorizePermissionRequest[])[],
  credentials: BackstageCredentials,
): Promise<(AuthorizePermissionRequest | undefined)[]> {
  const distinct = new Map(
    groups.flat().map(request => [permissionKey(request), request]),
  );
  const decisions = distinct.size
    ? await permissions.authorize([...distinct.values()], { credentials })
    : [];
  const allowed = new Set(
    [...distinct.keys()].filter(
      (_, index) => decisions[index]?.result === AuthorizeResult.ALLOW,
    ),
  );
  return groups.map(group =>
    group.find(request => !allowed.has(permissionKey(request))),
  );
}

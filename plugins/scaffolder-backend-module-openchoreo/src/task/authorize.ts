import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';

/** Throws a NotAllowedError unless whoever started the task may do what is wanted. */
export async function authorize(
  permissions: PermissionsService,
  wanted: AuthorizePermissionRequest,
  credentials: BackstageCredentials,
): Promise<void> {
  const [{ result }] = await permissions.authorize([wanted], { credentials });
  if (result === AuthorizeResult.ALLOW) return;
  const on = wanted.resourceRef ? ` for ${wanted.resourceRef}` : '';
  throw new NotAllowedError(
    `You do not have the permission ${wanted.permission.name}${on}. Ask the platform team for it`,
  );
}

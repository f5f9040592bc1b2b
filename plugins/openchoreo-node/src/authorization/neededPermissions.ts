import {
  isResourcePermission,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  componentRefSchema,
  entityRefOf,
  resourceNames,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import type { CatalogUnitKey } from '../domain/CatalogUnit';
import { formatEnvironmentRef } from './environmentPermission';

/**
 * The permissions that an operation needs.
 *
 * @param input - at least the names of the resource
 * @param environments - the environment that the operation is about, or all of them
 * @public
 */
export function neededPermissions(
  operation: Operation,
  input: object,
  environments: string | readonly string[] = [],
): AuthorizePermissionRequest[] {
  const { permission, environment: about } = operation;
  if (typeof permission === 'string') return [];
  return inputsByComponent(operation, input).flatMap(each => [
    isResourcePermission(permission)
      ? { permission, resourceRef: resourceEntityRef(operation, each) }
      : { permission },
    ...(about
      ? [environments].flat().map(environment => ({
          permission: about.permission,
          resourceRef: formatEnvironmentRef(
            componentRefSchema.parse(each),
            environment,
          ),
        }))
      : []),
  ]);
}

/** The inputs whose resources are checked: for an operation on several components one for each. */
export function inputsByComponent(
  { components }: Operation,
  input: object,
): readonly object[] {
  if (!components) return [input];
  const names = z.record(z.string(), z.unknown()).parse(input)[components];
  return z
    .array(z.string())
    .parse(names)
    .map(component => ({ ...input, component }));
}

/** The permission that a caller does not have, in a sentence without a full stop. */
export function missingPermission({
  permission,
  resourceRef,
}: AuthorizePermissionRequest): string {
  const target = resourceRef ? ` for ${resourceRef}` : '';
  return `You do not have the permission ${permission.name}${target}`;
}

/** Identifies a permission on a resource. */
export function permissionKey({
  permission,
  resourceRef = '',
}: AuthorizePermissionRequest): string {
  return `${permission.name} ${resourceRef}`;
}

/** Identifies the resource of an operation. */
export type ResourceKey = CatalogUnitKey & {
  type: 'organization' | 'project' | 'component';
};

/** The resource of an operation. Undefined for the platform as a whole. */
export function resourceKey(
  operation: Operation,
  input: object,
): ResourceKey | undefined {
  const { resource } = operation;
  if (resource === 'platform') return undefined;
  const ref = componentRefSchema.safeParse(input);
  if (ref.success) {
    const { organization, component: name } = ref.data;
    return { type: 'component', organization, name };
  }
  const names = resourceNames(operation, input);
  return {
    type: resource,
    organization: names.organization,
    name: names[resource],
  };
}

/**
 * The entity whose permission is checked: that of a component or a project. It is computed from the names of the resource, not taken
 * from the caller: an entity may claim in its annotations to be another one.
 */
function resourceEntityRef(operation: Operation, input: object): string {
  const key = resourceKey(operation, input);
  return key ? entityRefOf(key) : '';
}

/** The entity of the component that an operation is about. */
export function componentEntityRef(
  operation: Operation,
  input: object,
): string | undefined {
  const key = resourceKey(operation, input);
  return key?.type === 'component' ? entityRefOf(key) : undefined;
}

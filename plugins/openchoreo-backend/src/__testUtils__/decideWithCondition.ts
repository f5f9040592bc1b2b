import type { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/** Lets the policy of a test decide with a condition, so that it is asked about each resource. */
export function decideWithCondition(
  permissions: Pick<jest.Mocked<PermissionsService>, 'authorizeConditional'>,
): void {
  const resourceType = 'catalog-entity';
  permissions.authorizeConditional.mockImplementation(async requests =>
    requests.map(() => ({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType,
      conditions: { rule: 'IS_ENTITY_OWNER', resourceType, params: {} },
    })),
  );
}

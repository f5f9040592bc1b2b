import {
  coreServices,
  createBackendModule,
  type UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
  openChoreoConditions,
} from '@promenade/backstage-plugin-openchoreo-node';

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };

class PlatformPolicy implements PermissionPolicy {
  constructor(private readonly userInfo: UserInfoService) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return deny;
    const { ownershipEntityRefs: claims } = await this.userInfo.getUserInfo(
      user.credentials,
    );
    const isMemberOf = (group: string) =>
      claims.includes(`group:default/${group}`);

    // The platform team may do everything.
    if (isMemberOf('platform')) return allow;

    // What changes an environment: production belongs to the release managers.
    if (isResourcePermission(permission, 'openchoreo-environment')) {
      return isMemberOf('release-managers')
        ? allow
        : createEnvironmentConditionalDecision(permission, {
            not: environmentConditions.isProduction(),
          });
    }

    // What concerns an entity: permissions of the catalog and of OpenChoreo alike.
    if (isResourcePermission(permission, 'catalog-entity')) {
      const isOwned = catalogConditions.isEntityOwner({ claims });
      switch (permission.attributes.action) {
        case 'read':
          // Everybody sees everything but the organization "research".
          return createCatalogConditionalDecision(permission, {
            not: openChoreoConditions.isInOrganization({
              organizations: ['research'],
            }),
          });
        case 'delete':
          // Owners delete and unregister what is theirs, unless it is in production.
          return createCatalogConditionalDecision(permission, {
            allOf: [isOwned, { not: openChoreoConditions.isProduction() }],
          });
        default:
          // Owners change what is theirs and create in their projects. Contractors help in the project "tram".
          return createCatalogConditionalDecision(
            permission,
            isMemberOf('contractors')
              ? {
                  allOf: [
                    openChoreoConditions.isInOrganization({
                      organizations: ['default'],
                    }),
                    openChoreoConditions.isInProject({ projects: ['tram'] }),
                  ],
                }
              : isOwned,
          );
      }
    }

    // What concerns the platform as a whole is left to the platform team. Other plugins stay open to everybody.
    return permission.name.startsWith('openchoreo.') ? deny : allow;
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'platform-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint, userInfo: coreServices.userInfo },
      async init({ policy, userInfo }) {
        policy.setPolicy(new PlatformPolicy(userInfo));
      },
    });
  },
});

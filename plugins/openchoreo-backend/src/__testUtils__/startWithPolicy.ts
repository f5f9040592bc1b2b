import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionBackend from '@backstage/plugin-permission-backend';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import type { JsonObject } from '@backstage/types';
import {
  openChoreoServiceRef,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import { memoryDatabase } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import openChoreoPlugin from '../index';

/**
 * The auth service of tests, with the plugin that requests on behalf of a user as actor: the permission framework applies
 * conditions for plugins only.
 */
const authWithActors = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const auth = mockServices.auth({
      pluginId: plugin.getId(),
      disableDefaultAuthPolicy: false,
    });
    const authenticate = auth.authenticate.bind(auth);
    auth.authenticate = async (token, options) => {
      const credentials = await authenticate(token, options);
      const isOnBehalf = token !== mockCredentials.user.token();
      return isOnBehalf && auth.isPrincipal(credentials, 'user')
        ? mockCredentials.user(credentials.principal.userEntityRef, {
            actor: { subject: 'plugin:test' },
          })
        : credentials;
    };
    return auth;
  },
});

/** Starts a backend with the permission framework and a policy. */
export function startWithPolicy(
  openChoreo: OpenChoreoService,
  policy: PermissionPolicy,
): Promise<TestBackend> {
  return startBackend(policy, {
    features: [
      catalogServiceMock.factory(),
      memoryDatabase,
      createServiceFactory({
        service: openChoreoServiceRef,
        deps: {},
        factory: () => openChoreo,
      }),
    ],
  });
}

/** Starts a backend with the plugin, the permission framework, a policy and further features. */
export function startBackend(
  policy: PermissionPolicy,
  { features, config }: { features: BackendFeature[]; config?: JsonObject },
): Promise<TestBackend> {
  return startHost({
    features: [openChoreoPlugin, policyModule(policy), ...features],
    config,
  });
}

/** Starts a backend with the permission framework and further features. */
export function startHost({
  features,
  config,
}: {
  features: BackendFeature[];
  config?: JsonObject;
}): Promise<TestBackend> {
  return startTestBackend({
    features: [
      permissionBackend,
      permissionsServiceFactory,
      authWithActors,
      httpAuthServiceFactory,
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true }, ...config },
      }),
      ...features,
    ],
  });
}

/** A module that sets the policy of a host. */
export function policyModule(policy: PermissionPolicy): BackendFeature {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'test-policy',
    register({ registerInit }) {
      registerInit({
        deps: { extension: policyExtensionPoint },
        async init({ extension }) {
          extension.setPolicy(policy);
        },
      });
    },
  });
}

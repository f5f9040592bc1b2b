import {
  configurationGroupSchema,
  dataPlaneSchema,
  managedResourceSchema,
  type ConfigurationGroup,
  type DataPlane,
  type ManagedResource,
  type ServiceBinding,
} from '@promenade/openchoreo-model';
import { jsonAt } from '../../../runtime/json';
import { resolveHosts } from '../../../core/effective-binding/hosts';
import { findPeerAmongBindings } from './peers';
import type { RenderResult } from '../../../core/render-result';
import {
  objectsOf,
  renderCase,
  serviceBinding,
  type ServiceCase,
} from './service-case';

const hosts = resolveHosts('development');

/** A workload with a connection that sets the variable `STORE`. */
export function workloadWithConnection(
  connection: object,
  value = '{{ .uri }}',
) {
  return {
    connections: {
      store: { inject: { env: [{ name: 'STORE', value }] }, ...connection },
    },
  };
}

/** A connection to the endpoint `api` of component `backend`, in the same project by default. */
export function backendConnection(projectName?: string, more: object = {}) {
  return {
    type: 'api',
    params: {
      componentName: 'backend',
      endpoint: 'api',
      ...(projectName && { projectName }),
    },
    ...more,
  };
}

/** The ServiceBinding of component `backend` of a project. */
export function backendBinding(project: string, given: ServiceCase = {}) {
  return {
    ...serviceBinding({
      ...given,
      binding: {
        owner: { projectName: project, componentName: 'backend' },
        ...given.binding,
      },
    }),
    metadata: { name: 'backend', namespace: 'acme' },
  };
}

/** Finds peers among these bindings. */
export const findPeerIn = (...bindings: ServiceBinding[]) =>
  findPeerAmongBindings(bindings, hosts);

/** Renders component `greeter` of project `shop` with a connection. */
export function renderConnectionCase(
  connection: object,
  given: ServiceCase & { value?: string } = {},
): RenderResult {
  const { value, ...rest } = given;
  return renderCase({
    workload: workloadWithConnection(connection, value),
    findPeer: findPeerIn(backendBinding('shop')),
    ...rest,
  });
}

/** The variables of the main container. */
export function mainContainerEnv(result: RenderResult): unknown {
  const [deployment] = objectsOf(result, 'Deployment');
  const containers = jsonAt(
    deployment,
    'spec',
    'template',
    'spec',
    'containers',
  );
  return Array.isArray(containers) ? containers[0].env : undefined;
}

/** The data plane `default`. */
export function dataPlane(spec: object = {}, gateway: object = {}): DataPlane {
  return dataPlaneSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'DataPlane',
    metadata: { name: 'default', namespace: 'acme' },
    spec: {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'apis.test',
        organizationVirtualHost: 'apis.internal',
        ...gateway,
      },
      ...spec,
    },
  });
}

/** ManagedResource `orders` in `development`. */
export function managedResource(
  instance: object = {},
  spec: object = {},
): ManagedResource {
  return managedResourceSchema.parse({
    apiVersion: 'delivery.openchoreo.dev/v1alpha1',
    kind: 'ManagedResource',
    metadata: { name: 'orders', namespace: 'acme' },
    spec: {
      type: 'postgres',
      protocol: 'postgresql',
      environments: [
        {
          environment: 'development',
          host: 'orders.db.test',
          port: 5432,
          ...instance,
        },
      ],
      ...spec,
    },
  });
}

/** ConfigurationGroup `orders`, with values in `development`. */
export function configurationGroup(
  values: Record<string, { value?: string; vaultKey?: string }>,
): ConfigurationGroup {
  return configurationGroupSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'ConfigurationGroup',
    metadata: { name: 'orders', namespace: 'acme' },
    spec: {
      configurations: Object.entries(values).map(([key, value]) => ({
        key,
        values: [{ environment: 'development', ...value }],
      })),
    },
  });
}

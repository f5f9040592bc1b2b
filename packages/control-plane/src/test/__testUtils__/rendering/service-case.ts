import {
  apiClassSchema,
  serviceBindingSchema,
  serviceClassSchema,
  type ServiceBinding,
} from '@promenade/openchoreo-model';
import type { JsonObject } from '../../../runtime/json';
import type { ConfigurationContext } from '../../../core/effective-binding/configuration/values';
import type { ConnectionContext } from '../../../core/effective-binding/connections/connection-context';
import type { FindPeer } from '../../../core/effective-binding/connections/peer';
import type { Hosts } from '../../../core/effective-binding/hosts';
import {
  resolveBinding,
  type EffectiveServiceBinding,
} from '../../../core/effective-binding/effective-binding';
import { testLookups } from './test-lookups';
import type { RenderResult } from '../../../core/render-result';
import { renderService } from '../../../render/bindings/render-service';

/** A Service component as a test declares it; the rest are defaults. */
export interface ServiceCase {
  /** Name of the binding; `greeter` by default. */
  name?: string;
  binding?: object;
  workload?: object;
  apis?: object;
  /** `spec` of the ServiceClass. */
  serviceClass?: object;
  /** `spec.restPolicy` of APIClasses, by name. */
  policies?: Record<string, object>;
  hosts?: Hosts;
  findPeer?: FindPeer;
  configuration?: ConfigurationContext;
  findManagedResource?: ConnectionContext['findManagedResource'];
  dataPlane?: ConnectionContext['dataPlane'];
}

const apiVersion = 'openchoreo.dev/v1alpha1';

/** A ServiceBinding of component `greeter` of project `shop` in `development`. */
export function serviceBinding({
  name = 'greeter',
  binding,
  workload,
  apis,
}: ServiceCase): ServiceBinding {
  return serviceBindingSchema.parse({
    apiVersion,
    kind: 'ServiceBinding',
    metadata: { name, namespace: 'acme' },
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      environment: 'development',
      workloadSpec: {
        containers: { main: { image: 'registry.test/app:1' } },
        endpoints: { api: { type: 'REST', port: 8080 } },
        ...workload,
      },
      apis,
      ...binding,
    },
  });
}

/** The case, resolved. */
export function effectiveServiceCase(
  given: ServiceCase,
): EffectiveServiceBinding {
  const { serviceClass = {}, policies = { default: { defaults: {} } } } = given;
  return resolveBinding(
    serviceBinding(given),
    serviceClassSchema.parse({
      apiVersion,
      kind: 'ServiceClass',
      metadata: { name: 'default', namespace: 'acme' },
      spec: serviceClass,
    }),
    testLookups({
      ...given,
      findApiClass: name =>
        Object.hasOwn(policies, name)
          ? apiClassSchema.parse({
              apiVersion,
              kind: 'APIClass',
              metadata: { name, namespace: 'acme' },
              spec: { restPolicy: policies[name] },
            })
          : undefined,
    }),
  );
}

/** Renders the case. */
export function renderCase(given: ServiceCase): RenderResult {
  return renderService(effectiveServiceCase(given));
}

/** The rendered objects of a kind; one that has no spec has an empty one here. */
export function objectsOf({ resources }: RenderResult, kind: string) {
  return resources
    .filter(({ object }) => object.kind === kind)
    .map(({ object: { spec = {}, ...object } }) => ({ ...object, spec }));
}

/** A REST API on port 8080 under `/v1`, with additional fields. */
export function restApi(rest: object = {}, className = 'default') {
  return {
    type: 'REST',
    className,
    rest: { backend: { port: 8080, basePath: '/v1' }, ...rest },
  };
}

/** `spec` of the only object of a kind. */
export function specOf(result: RenderResult, kind: string): JsonObject {
  const [object, ...more] = objectsOf(result, kind);
  if (!object?.spec || more.length > 0) {
    throw new Error(
      `expected one ${kind}, found ${more.length + (object ? 1 : 0)}`,
    );
  }
  return object.spec;
}

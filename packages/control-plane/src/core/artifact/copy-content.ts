import { Service, WorkloadTemplate } from '@promenade/openchoreo-model';

/**
 * Copies a workload for a binding, without empty lists and maps, as OpenChoreo v0.3.2 does, so that they do not change the
 * content hash. Unlike there, an empty `value` of an environment variable is kept: it clears a default of the image or class.
 */
export function copyWorkload({
  containers,
  imagePullSecrets,
  endpoints,
  connections,
}: WorkloadTemplate): WorkloadTemplate {
  return {
    containers: copyMap(containers, container => ({
      ...container,
      command: omitEmpty(container.command),
      args: omitEmpty(container.args),
      env: omitEmpty(container.env),
    })),
    imagePullSecrets: omitEmpty(imagePullSecrets),
    endpoints: copyMap(endpoints, ({ schema, ...endpoint }) => ({
      ...endpoint,
      schema: schema && {
        type: omitEmpty(schema.type),
        content: omitEmpty(schema.content),
      },
    })),
    connections: copyMap(connections, connection => ({
      ...connection,
      params: omitEmpty(connection.params),
    })),
  };
}

/** Copies the APIs and overrides of a Service for its binding, without empty lists and maps. */
export function copyServiceFields({
  apis,
  overrides,
}: Pick<Service['spec'], 'apis' | 'overrides'>) {
  return {
    overrides: omitEmpty(overrides),
    apis: copyMap(apis, ({ rest, ...api }) => ({
      ...api,
      rest: rest && {
        ...rest,
        exposeLevels: omitEmpty(rest.exposeLevels),
        backend: rest.backend && {
          ...rest.backend,
          basePath: omitEmpty(rest.backend.basePath),
        },
      },
    })),
  };
}

function copyMap<V>(
  map: { readonly [name: string]: V } | undefined,
  copy: (value: V) => V,
): { [name: string]: V } | undefined {
  return omitEmpty(
    map &&
      Object.fromEntries(
        Object.entries(map).map(([name, value]) => [name, copy(value)]),
      ),
  );
}

function omitEmpty<T extends object | string>(
  value: T | undefined,
): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined;
}

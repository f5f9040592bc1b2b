import { Service, WorkloadTemplate } from '@promenade/openchoreo-model';

/**
 * The workload as a binding gets it: a copy without what is empty, as OpenChoreo v0.3.2 copies it.
 * So it is one release, whether somebody writes an empty list out or not.
 */
export function workloadHandedOn({
  containers,
  endpoints,
  connections,
}: WorkloadTemplate): WorkloadTemplate {
  return {
    containers: each(containers, container => ({
      ...container,
      command: unlessEmpty(container.command),
      args: unlessEmpty(container.args),
      env: unlessEmpty(
        container.env?.map(variable => ({
          ...variable,
          value: unlessEmpty(variable.value),
        })),
      ),
    })),
    endpoints: each(endpoints, ({ schema, ...endpoint }) => ({
      ...endpoint,
      schema: schema && {
        type: unlessEmpty(schema.type),
        content: unlessEmpty(schema.content),
      },
    })),
    connections: each(connections, connection => ({
      ...connection,
      params: unlessEmpty(connection.params),
    })),
  };
}

/** The APIs and overrides of a Service as its binding gets them, likewise. */
export function wishesHandedOn({
  apis,
  overrides,
}: Pick<Service['spec'], 'apis' | 'overrides'>) {
  return {
    overrides: unlessEmpty(overrides),
    apis: each(apis, ({ rest, ...api }) => ({
      ...api,
      rest: rest && {
        ...rest,
        exposeLevels: unlessEmpty(rest.exposeLevels),
        backend: rest.backend && {
          ...rest.backend,
          basePath: unlessEmpty(rest.backend.basePath),
        },
      },
    })),
  };
}

/** The map with every value copied; undefined where there is none. */
function each<V>(
  map: { readonly [name: string]: V } | undefined,
  copy: (value: V) => V,
): { [name: string]: V } | undefined {
  return unlessEmpty(
    map &&
      Object.fromEntries(
        Object.entries(map).map(([name, value]) => [name, copy(value)]),
      ),
  );
}

function unlessEmpty<T extends object | string>(
  value: T | undefined,
): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined;
}

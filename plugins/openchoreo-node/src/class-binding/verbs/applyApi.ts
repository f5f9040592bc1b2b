import { InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { apiClassKind, serviceKind } from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import {
  changeComponent,
  type ChangedSpecs,
  type ComponentSpecs,
} from './changeComponent';
import { checkClass } from './componentChecks';
import { serviceApi } from './endpointSpecs';

type Input = OperationInput<typeof verbs.applyApi>;

/** Types of APIs that have a path at the gateway. */
const httpTypes = ['REST', 'HTTP', 'GraphQL', 'Websocket'];

/**
 * Sets the API of an endpoint of a Service. An InputError when the component is no Service, or when the endpoint or the class does
 * not exist.
 */
export const applyApi = implementWrite(
  verbs.applyApi,
  async (context, input, request, dryRun) => {
    const { changes, objects } = await write(context, input, request, dryRun);
    return { output: { changes }, objects };
  },
);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
) {
  const { organization, className: name } = input;
  if (name) {
    const { signal } = request;
    await checkClass(context, apiClassKind, { organization, name }, signal);
  }
  return changeComponent(context, input, request, dryRun, specs =>
    withApi(specs, input),
  );
}

function withApi(
  { workload, resource, kind }: ComponentSpecs,
  input: Input,
): ChangedSpecs {
  const { component, endpoint: name, apiDefinition, ...settings } = input;
  if (kind !== serviceKind.kind || !resource) {
    throw new InputError(
      `component: ${component} is no Service, and only a Service has APIs. Update the exposure of its endpoint instead`,
    );
  }
  const { endpoints = {} } = workload;
  if (!Object.hasOwn(endpoints, name)) {
    throw new InputError(
      `endpoint: ${component} has no endpoint ${name}. Its endpoints: ${
        Object.keys(endpoints).join(', ') || 'none'
      }`,
    );
  }
  const endpoint = endpoints[name];
  const { apis = {} } = resource;
  const before = Object.hasOwn(apis, name) ? apis[name] : undefined;
  const type = settings.type ?? endpoint.type;
  const httpField = (['basePath', 'operations'] as const).find(
    field => settings[field] !== undefined,
  );
  if (httpField && !httpTypes.includes(type)) {
    throw new InputError(
      `${httpField}: an API of type ${type} has none. Omit it`,
    );
  }
  const { exposure = before ? undefined : 'Organization' } = settings;
  const api = serviceApi(
    { ...settings, type, exposure },
    endpoint.port,
    before,
  );
  return {
    resource: { ...resource, apis: { ...apis, [name]: api } },
    workload: apiDefinition
      ? {
          ...workload,
          endpoints: {
            ...endpoints,
            [name]: {
              ...endpoint,
              schema: { type: endpoint.type, content: apiDefinition },
            },
          },
        }
      : workload,
  };
}

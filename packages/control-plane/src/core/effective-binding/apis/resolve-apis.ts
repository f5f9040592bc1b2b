import type { ServiceAPI, WorkloadTemplate } from '@promenade/openchoreo-model';
import type { Problem } from '../../problem';
import { sortedEntries } from '../../../runtime/sort';
import { routeProtocol } from './exposure';

type Endpoint = NonNullable<WorkloadTemplate['endpoints']>[string];

/** Class of an API that is no more than an endpoint's visibility. */
export const defaultApiClass = 'default';

/** Whether the visibility of an endpoint reaches beyond its own project. */
function isVisibleOutside({ visibility = [] }: Endpoint): boolean {
  return visibility.some(audience => audience !== 'project');
}

/**
 * The APIs of a component: those that it declares, and one for each endpoint
 * whose `visibility` reaches beyond the project and that no declared API is
 * named after.
 */
export function resolveApis(
  { endpoints }: Pick<WorkloadTemplate, 'endpoints'>,
  declared: { readonly [name: string]: ServiceAPI } = {},
): { [name: string]: ServiceAPI } {
  const visible = sortedEntries(endpoints).filter(([, endpoint]) =>
    isVisibleOutside(endpoint),
  );
  return {
    ...Object.fromEntries(
      visible.map(([name, endpoint]) => [name, endpointApi(endpoint)]),
    ),
    ...declared,
  };
}

function endpointApi({
  type,
  port,
  basePath,
  visibility = [],
}: Endpoint): ServiceAPI {
  const exposeLevels = [
    ...(visibility.includes('organization') ? ['Organization'] : []),
    ...(visibility.includes('public') ? ['Public'] : []),
  ];
  const api = { className: defaultApiClass, type };
  switch (routeProtocol(type)) {
    case 'gRPC':
      return { ...api, grpc: { backend: { port }, exposeLevels } };
    case 'TCP':
    case 'UDP':
      return { ...api, tcp: { backend: { port }, exposeLevels } };
    default:
      return { ...api, rest: { backend: { port, basePath }, exposeLevels } };
  }
}

/** What an endpoint calls what an API calls otherwise. */
const endpointFieldByApiField: { readonly [member: string]: string } = {
  className: 'visibility',
  exposeLevels: 'visibility',
  backend: 'port',
  listenerPort: 'port',
};

/**
 * Problems of the APIs of a component by the fields that people have written:
 * an API that is no more than an endpoint's visibility is found in the endpoint.
 */
export function mapToDeclaredFields(
  problems: readonly Problem[],
  { endpoints = {} }: Pick<WorkloadTemplate, 'endpoints'>,
  declared: { readonly [name: string]: ServiceAPI } = {},
): Problem[] {
  const shorthands = Object.keys(endpoints).filter(name => !(name in declared));
  return problems.map(problem => {
    const name = shorthands.find(each =>
      problem.field.startsWith(`spec.apis.${each}.`),
    );
    if (name === undefined) return problem;
    const member = problem.field.slice(problem.field.lastIndexOf('.') + 1);
    const field = endpointFieldByApiField[member] ?? member;
    return {
      ...problem,
      field: `spec.workloadSpec.endpoints.${name}.${field}`,
    };
  });
}

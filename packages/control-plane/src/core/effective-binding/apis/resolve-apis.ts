import type { ServiceAPI, WorkloadTemplate } from '@promenade/openchoreo-model';
import { sortedEntries } from '../../../runtime/sort';
import type { Problem } from '../../problem';
import { routeProtocol } from './exposure';

type Endpoint = NonNullable<WorkloadTemplate['endpoints']>[string];

/** APIClass of an API that is derived from the visibility of an endpoint. */
const defaultApiClass = 'default';

/** Whether an endpoint is declared to be visible outside its project. */
export function isVisibleOutsideProject({
  visibility = [],
}: Pick<Endpoint, 'visibility'>): boolean {
  return visibility.some(audience => audience !== 'project');
}

/**
 * Resolves the APIs of a component: the declared ones, and one for each endpoint that is visible outside its project
 * and has no declared API of the same name.
 */
export function resolveApis(
  { endpoints }: Pick<WorkloadTemplate, 'endpoints'>,
  declared: { readonly [name: string]: ServiceAPI } = {},
): { [name: string]: ServiceAPI } {
  const visible = sortedEntries(endpoints).filter(([, endpoint]) =>
    isVisibleOutsideProject(endpoint),
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

/** Fields of an endpoint that the fields of a derived API come from. */
const endpointFieldByApiField: { readonly [member: string]: string } = {
  className: 'visibility',
  exposeLevels: 'visibility',
  backend: 'port',
  listenerPort: 'port',
};

/**
 * Maps problems to the fields that people wrote: a problem of an API that is derived from an endpoint is in the
 * endpoint.
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

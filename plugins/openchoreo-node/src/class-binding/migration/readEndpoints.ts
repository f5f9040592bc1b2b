import type { ServiceAPI, WorkloadEndpoint } from '@promenade/openchoreo-model';
import type { Loss, PortableEndpoint } from '../../domain/PortableProject';

type Visibility = PortableEndpoint['visibility'];

/** What endpoints are read with. */
interface Exposure {
  /** The APIs of a Service, by name. That of the name of an endpoint decides who may call it. */
  apis: Readonly<Record<string, ServiceAPI>>;
  /** The visibility of an endpoint that has neither an API nor a visibility of its own. */
  byDefault: Visibility;
}

/** The endpoints of a workload, with who may call them. */
export function readEndpoints(
  endpoints: Readonly<Record<string, WorkloadEndpoint>>,
  { apis, byDefault }: Exposure,
): { endpoints: PortableEndpoint[]; losses: Loss[] } {
  return {
    endpoints: Object.entries(endpoints).map(([name, endpoint]) => {
      const { type, port, targetPort, schema } = endpoint;
      const api = Object.hasOwn(apis, name) ? apis[name] : undefined;
      const basePath = api?.rest?.backend?.basePath ?? endpoint.basePath;
      return {
        name,
        type,
        port,
        ...(targetPort !== undefined && { targetPort }),
        ...(basePath && { basePath }),
        visibility: api
          ? exposureOf(api)
          : ownVisibility(endpoint) ?? byDefault,
        ...(schema && { schema }),
      };
    }),
    losses: Object.entries(apis).flatMap(([name, api]) =>
      apiLosses(
        `Service.spec.apis.${name}`,
        api,
        Object.hasOwn(endpoints, name),
      ),
    ),
  };
}

function ownVisibility({
  visibility,
}: WorkloadEndpoint): Visibility | undefined {
  return visibility?.filter(level => level !== 'project');
}

/** An API without levels is public. */
function exposureOf({ rest, grpc, tcp }: ServiceAPI): Visibility {
  const levels = (rest ?? grpc ?? tcp)?.exposeLevels;
  if (!levels?.length) return ['public'];
  return (['organization', 'public'] as const).filter(level =>
    levels.some(each => each.toLowerCase() === level),
  );
}

function apiLosses(
  field: string,
  { className, rest, version }: ServiceAPI,
  hasEndpoint: boolean,
): Loss[] {
  const reasons = [
    `The policies of the APIClass ${className} have no equivalent. Give the component a trait of the API gateway that is installed.`,
    !hasEndpoint &&
      'It has no endpoint of its name, and is not carried over. Add an endpoint to the Workload.',
    rest?.operations?.length &&
      'Its operations and scopes have no equivalent. Use a trait of the API gateway.',
    rest?.backend?.target &&
      'An API that is a proxy has no equivalent. Write a component type with a route to its target.',
    version && `Its version ${version} is no segment of the path any more.`,
  ];
  return reasons
    .filter(reason => typeof reason === 'string')
    .map(reason => ({ field, reason }));
}

import type { Manifest } from '../../core/manifest';
import { invalid, type Problem } from '../../core/problem';
import type { Exposure } from '../../core/effective-binding/apis/exposure';
import {
  routeKeys,
  type FindRouteOwner,
} from '../../core/effective-binding/apis/route-keys';

/** What callers tell an API by, and the field that moves it elsewhere. */
function describeRoute({
  level,
  protocol,
  path,
  listenerPort,
  backend,
}: Exposure) {
  switch (protocol) {
    case 'HTTP':
      return {
        place: `${level} ${path}`,
        what: `${path} is already the path of`,
        field: 'rest.backend.basePath',
        wayOut: 'give one of them another basePath',
      };
    case 'gRPC':
      return {
        place: `${level} gRPC`,
        what: 'the host of the component is already that of',
        field: 'grpc.backend.port',
        wayOut: `serve both on port ${backend.port} under one API, or from two components`,
      };
    default:
      return {
        place: `${level} ${protocol} ${listenerPort}`,
        what: `listener ${listenerPort} already belongs to`,
        field: 'tcp.listenerPort',
        wayOut: 'give one of them another listenerPort',
      };
  }
}

/**
 * Two APIs at one gateway must not claim one place: the gateway would pick
 * either. The first keeps it.
 *
 * @param taken - exposures that have their places already
 * @returns what is wrong with each exposure that came too late
 */
export function findConflicts(
  taken: readonly Exposure[],
  exposures: readonly Exposure[],
): Map<Exposure, Problem> {
  const owners = new Map<string, string>();
  for (const other of taken) {
    const { place } = describeRoute(other);
    owners.set(place, owners.get(place) ?? other.api);
  }
  const found = new Map<Exposure, Problem>();
  for (const exposure of exposures) {
    const { place, what, field, wayOut } = describeRoute(exposure);
    const first = owners.get(place);
    if (first === undefined) {
      owners.set(place, exposure.api);
    } else {
      found.set(
        exposure,
        invalid(
          `${exposure.field}.${field}`,
          `${what} API "${first}" at level ${exposure.level}; ${wayOut}`,
        ),
      );
    }
  }
  return found;
}

/**
 * What is wrong with an exposure whose route is at a place that belongs to
 * another component.
 *
 * @param route - the route, as it is rendered
 */
export function findRouteConflict(
  exposure: Exposure,
  route: Manifest,
  findRouteOwner: FindRouteOwner,
): Problem | undefined {
  const { what, field, wayOut } = describeRoute(exposure);
  const owner = routeKeys(route).flatMap(
    place => findRouteOwner(place) ?? [],
  )[0];
  return owner === undefined
    ? undefined
    : invalid(
        `${exposure.field}.${field}`,
        `${what} ${owner} at level ${exposure.level}; ${wayOut}`,
      );
}

import type { Exposure } from '../../core/effective-binding/apis/exposure';
import {
  routeKeys,
  type FindRouteOwner,
} from '../../core/effective-binding/apis/route-keys';
import type { Manifest } from '../../core/manifest';
import { invalid, type Problem } from '../../core/problem';

/** The key by which a gateway tells an API from others, and the field that changes it. */
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
        key: `${level} ${path}`,
        conflict: `path ${path} is already taken by`,
        field: 'rest.backend.basePath',
        remedy: 'use another basePath for one of them',
      };
    case 'gRPC':
      return {
        key: `${level} gRPC`,
        conflict: 'the host of the component is already taken by',
        field: 'grpc.backend.port',
        remedy: `serve both on port ${backend.port} under one API, or from two components`,
      };
    default:
      return {
        key: `${level} ${protocol} ${listenerPort}`,
        conflict: `listener ${listenerPort} is already taken by`,
        field: 'tcp.listenerPort',
        remedy: 'use another listenerPort for one of them',
      };
  }
}

/**
 * Finds APIs whose route has the same key at a gateway as an earlier one; the gateway would pick either.
 *
 * @param taken - exposures that have their routes already
 * @returns a problem for each exposure that conflicts with an earlier one
 */
export function findConflicts(
  taken: readonly Exposure[],
  exposures: readonly Exposure[],
): Map<Exposure, Problem> {
  const owners = new Map<string, string>();
  for (const other of taken) {
    const { key } = describeRoute(other);
    owners.set(key, owners.get(key) ?? other.api);
  }
  const found = new Map<Exposure, Problem>();
  for (const exposure of exposures) {
    const { key, conflict, field, remedy } = describeRoute(exposure);
    const first = owners.get(key);
    if (first === undefined) {
      owners.set(key, exposure.api);
    } else {
      found.set(
        exposure,
        invalid(
          `${exposure.field}.${field}`,
          `${conflict} API "${first}" at level ${exposure.level}; ${remedy}`,
        ),
      );
    }
  }
  return found;
}

/**
 * Finds a conflict with a route of another component.
 *
 * @param route - the rendered route of the exposure
 */
export function findRouteConflict(
  exposure: Exposure,
  route: Manifest,
  findRouteOwner: FindRouteOwner,
): Problem | undefined {
  const { conflict, field, remedy } = describeRoute(exposure);
  const owner = routeKeys(route).flatMap(key => findRouteOwner(key) ?? [])[0];
  return owner === undefined
    ? undefined
    : invalid(
        `${exposure.field}.${field}`,
        `${conflict} ${owner} at level ${exposure.level}; ${remedy}`,
      );
}

import type {
  ServiceBinding,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { containerNames } from '../core/effective-binding/container-names';
import { servicePorts } from './ports';
import { invalid, warning, type Problem } from '../core/problem';
import { sortedEntries } from '../runtime/sorted';

/** APIs whose backend port is the port of no endpoint: their route would lead nowhere. */
export function validateApiPorts({ spec }: ServiceBinding): Problem[] {
  const served = new Set(
    Object.values(spec.workloadSpec.endpoints ?? {}).map(({ port }) => port),
  );
  return sortedEntries(spec.apis).flatMap(([name, api]) =>
    (['rest', 'grpc', 'tcp'] as const)
      .filter(member => !(member === 'rest' && api.rest?.backend?.target))
      .flatMap(member => {
        const port = api[member]?.backend?.port;
        return port === undefined || served.has(port)
          ? []
          : [
              warning(
                `spec.apis.${name}.${member}.backend.port`,
                `no endpoint of the workload has port ${port}; name the port of one`,
              ),
            ];
      }),
  );
}

/**
 * Endpoints that cannot lead where they say: to a container that there is not,
 * or from a port that another endpoint has taken to another place.
 */
export function validateEndpoints(workload: WorkloadTemplate): Problem[] {
  const ports = servicePorts(workload.endpoints);
  const containers = containerNames(workload);
  return sortedEntries(workload.endpoints).flatMap(([name, endpoint]) => {
    const { type, port, targetPort = port, container } = endpoint;
    const field = `spec.workloadSpec.endpoints.${name}`;
    const protocol = type === 'UDP' ? 'UDP' : 'TCP';
    const taken = ports.find(
      other => other.port === port && other.protocol === protocol,
    );
    return [
      ...(container && !containers.includes(container)
        ? [
            invalid(
              `${field}.container`,
              `the workload has no container "${container}"; it has: ${
                containers.join(', ') || 'none'
              }`,
            ),
          ]
        : []),
      ...(taken && taken.targetPort !== targetPort
        ? [
            invalid(
              `${field}.targetPort`,
              `port ${port} already leads to port ${taken.targetPort}, as another endpoint says; give this endpoint another port`,
            ),
          ]
        : []),
    ];
  });
}

import type {
  ServiceBinding,
  WorkloadEndpoint,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { containerNames } from '../../core/effective-binding/container-names';
import { invalid, warning, type Problem } from '../../core/problem';
import { compareText, sortedEntries } from '../../runtime/sort';

/** A port of the Service and of a container of a workload. */
export interface Port {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Name of the container that the endpoint names, if any. */
  readonly container?: string;
}

/**
 * The distinct ports of the endpoints of a workload, by number and then protocol. Where several endpoints share a port,
 * the first by name sets its target.
 */
export function servicePorts(
  endpoints: { readonly [name: string]: WorkloadEndpoint } = {},
): Port[] {
  const distinct = new Map<string, Port>();
  for (const name of Object.keys(endpoints).sort(compareText)) {
    const { type, port, targetPort = port, container } = endpoints[name];
    const protocol = endpointProtocol(type);
    const portName = `ep-${port}-${protocol.toLowerCase()}`;
    if (!distinct.has(portName)) {
      distinct.set(portName, {
        name: portName,
        port,
        targetPort,
        protocol,
        container,
      });
    }
  }
  return [...distinct.values()].sort(
    (a, b) => a.port - b.port || compareText(a.protocol, b.protocol),
  );
}

/** The protocol of the port of an endpoint type. */
export function endpointProtocol(
  type: WorkloadEndpoint['type'],
): Port['protocol'] {
  return type === 'UDP' ? 'UDP' : 'TCP';
}

/** Finds a port by number and protocol. TCP and UDP may share a number with different target ports. */
export function findPort(
  endpoints: Parameters<typeof servicePorts>[0],
  number: number | undefined,
  protocol: Port['protocol'],
): Port | undefined {
  return servicePorts(endpoints).find(
    port => port.port === number && port.protocol === protocol,
  );
}

/** Whether a value is the number of a port. */
export function isPort(value: unknown): boolean {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 1 &&
    value <= 65535
  );
}

/** Warns about APIs whose backend port is not the port of an endpoint. */
export function validateApiPorts({ spec }: ServiceBinding): Problem[] {
  const served = new Set(
    Object.values(spec.workloadSpec.endpoints ?? {}).map(({ port }) => port),
  );
  return sortedEntries(spec.apis).flatMap(([name, api]) =>
    (['rest', 'grpc', 'tcp'] as const)
      .filter(member => !(member === 'rest' && api.rest?.backend?.target))
      .flatMap(member => {
        const port = api[member]?.backend?.port;
        return port === undefined || !isPort(port) || served.has(port)
          ? []
          : [
              warning(
                `spec.apis.${name}.${member}.backend.port`,
                `no endpoint of the workload has port ${port}; use the port of an endpoint`,
              ),
            ];
      }),
  );
}

/** Validates endpoints: the container exists, and no other endpoint maps the port to another target port. */
export function validateEndpoints(workload: WorkloadTemplate): Problem[] {
  const containers = containerNames(workload);
  return sortedEntries(workload.endpoints).flatMap(([name, endpoint]) => {
    const { type, port, targetPort = port, container } = endpoint;
    const field = `spec.workloadSpec.endpoints.${name}`;
    const taken = findPort(workload.endpoints, port, endpointProtocol(type));
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
              `port ${port} is already mapped to target port ${taken.targetPort} by another endpoint; use another port`,
            ),
          ]
        : []),
    ];
  });
}

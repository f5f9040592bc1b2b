import type { WorkloadEndpoint } from '@promenade/openchoreo-model';
import { compareText } from '../runtime/sorted';

/** A port of a workload: what its Service listens on and what its container does. */
export interface Port {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Container that the endpoint names, if it names one. */
  readonly container?: string;
}

/**
 * The distinct ports of a workload's endpoints, by number and then protocol.
 * Several endpoints may share one port; the first by name settles what is
 * behind it.
 */
export function servicePorts(
  endpoints: { readonly [name: string]: WorkloadEndpoint } = {},
): Port[] {
  const distinct = new Map<string, Port>();
  for (const name of Object.keys(endpoints).sort(compareText)) {
    const { type, port, targetPort = port, container } = endpoints[name];
    const protocol = type === 'UDP' ? 'UDP' : 'TCP';
    const portName = `ep-${port}-${protocol === 'UDP' ? 'udp' : 'tcp'}`;
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

/** The port that a number means: TCP and UDP may share one, and lead to different ports of the container. */
export function findPort(
  endpoints: Parameters<typeof servicePorts>[0],
  number: number | undefined,
  protocol: Port['protocol'],
): Port | undefined {
  return servicePorts(endpoints).find(
    port => port.port === number && port.protocol === protocol,
  );
}

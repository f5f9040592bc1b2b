import type { ServiceBinding } from '@promenade/openchoreo-model';
import { warning, type Problem } from './problem';
import { sortedEntries } from './sorted';

/** APIs whose backend port is the port of no endpoint: their route would lead nowhere. */
export function unservedPorts({ spec }: ServiceBinding): Problem[] {
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

import type { ServiceBinding } from '@promenade/openchoreo-model';
import { warning, type Problem } from './problem';
import { sortedEntries } from './sorted';

/** APIs whose backend port is the port of no endpoint: their route would lead nowhere. */
export function unservedPorts({ spec }: ServiceBinding): Problem[] {
  const served = new Set(
    Object.values(spec.workloadSpec.endpoints ?? {}).map(({ port }) => port),
  );
  return sortedEntries(spec.apis).flatMap(([name, { rest }]) =>
    rest?.backend && !served.has(rest.backend.port)
      ? [
          warning(
            `spec.apis.${name}.rest.backend.port`,
            `no endpoint of the workload has port ${rest.backend.port}; name the port of one`,
          ),
        ]
      : [],
  );
}

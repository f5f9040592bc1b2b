import { genName, nameLimits } from '@promenade/openchoreo-model';
import type { Gateway, Hosts } from '../hosts';
import type { RenderTarget } from '../target';

/** Name of the objects that one connection has in the cell of the component that connects. */
export function connectionName(
  { binding }: RenderTarget,
  connection: string,
): string {
  return genName(nameLimits.service, binding, connection);
}

/**
 * The gateway of the organization under a host that is one connection's own, by which it is told from all others.
 * Both ends of the connection derive it by themselves.
 */
export function consumerGateway(
  { project, component }: RenderTarget,
  connection: string,
  hosts: Hosts,
): Gateway {
  return hosts.component(
    genName(nameLimits.label, project, component, connection),
    'Organization',
  );
}

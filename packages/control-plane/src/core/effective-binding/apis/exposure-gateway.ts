import type { Gateway, Hosts } from '../hosts';
import type { Exposure } from './exposure';

/** The gateway of an API at a level: at a host of the component for protocols without paths. */
export function exposureGateway(
  { protocol, level }: Pick<Exposure, 'protocol' | 'level'>,
  component: string,
  hosts: Hosts,
): Gateway {
  return protocol === 'gRPC'
    ? hosts.component(component, level)
    : hosts.api[level];
}

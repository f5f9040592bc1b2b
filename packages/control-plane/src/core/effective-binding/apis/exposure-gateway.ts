import type { Gateway, Hosts } from '../hosts';
import { hostName, type RenderTarget } from '../target';
import type { Exposure } from './exposure';

/** The gateway of an API at a level: at a host of the component for protocols without paths. */
export function exposureGateway(
  { protocol, level }: Pick<Exposure, 'protocol' | 'level'>,
  target: Pick<RenderTarget, 'component' | 'track'>,
  hosts: Hosts,
): Gateway {
  return protocol === 'gRPC'
    ? hosts.component(hostName(target), level)
    : hosts.api[level];
}

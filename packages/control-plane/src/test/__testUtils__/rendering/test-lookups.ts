import type { BindingLookups } from '../../../core/effective-binding/binding-lookups';
import { resolveHosts } from '../../../core/effective-binding/hosts';

/** Lookups that find only what is given. Defaults: no consumers, no isolation, the hosts of `development`. */
export function testLookups(given: Partial<BindingLookups>): BindingLookups {
  return {
    findPeer: () => undefined,
    findApiClass: () => undefined,
    findRouteOwner: () => undefined,
    consumers: [],
    isolation: { mode: 'Off' },
    ...given,
    hosts: given.hosts ?? resolveHosts('development'),
  };
}

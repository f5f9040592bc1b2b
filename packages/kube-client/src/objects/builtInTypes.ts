import { ResourceType } from './ResourceType';

/**
 * core/v1 Event: what happened to an object.
 *
 * @public
 */
export const eventType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  scope: 'Namespaced',
};

/**
 * coordination.k8s.io/v1 Lease: who leads.
 *
 * @public
 */
export const leaseType: ResourceType = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  scope: 'Namespaced',
};

/**
 * A type of object that the API serves, and where.
 *
 * @public
 */
export interface ResourceType {
  /** API group; empty for the core group. */
  group: string;
  version: string;
  kind: string;
  /** Lower-case plural, as in the URL. */
  plural: string;
  scope: 'Namespaced' | 'Cluster';
}

/**
 * `group/version`, or `version` alone for the core group.
 *
 * @public
 */
export function apiVersionOf(
  type: Pick<ResourceType, 'group' | 'version'>,
): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** `plural.group`, as kubectl and the API's messages write it. */
export function resourceName(type: ResourceType): string {
  return type.group ? `${type.plural}.${type.group}` : type.plural;
}

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

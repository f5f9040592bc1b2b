/**
 * A resource type: group, version, kind, plural and scope.
 *
 * @public
 */
export interface ResourceType {
  /** API group; empty for the core group. */
  group: string;
  version: string;
  kind: string;
  /** Lower-case plural, as in URLs. */
  plural: string;
  scope: 'Namespaced' | 'Cluster';
}

/**
 * Returns `group/version`, or `version` for the core group.
 *
 * @public
 */
export function apiVersionOf(
  type: Pick<ResourceType, 'group' | 'version'>,
): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** Returns `plural.group`, as in the messages of kubectl and the API server. */
export function resourceName(type: ResourceType): string {
  return type.group ? `${type.plural}.${type.group}` : type.plural;
}

/**
 * core/v1 Event.
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
 * coordination.k8s.io/v1 Lease.
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

/**
 * core/v1 Pod.
 *
 * @public
 */
export const podType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  scope: 'Namespaced',
};

import type { ResourceRegistry } from '../api/resource-registry';
import type { ResourceType } from '../api/types';

/** A parsed path under /api or /apis. */
export interface ResourcePath {
  type: ResourceType;
  /** '' for a cluster-scoped type or for all namespaces. */
  namespace: string;
  /** Absent for a collection. */
  name?: string;
  subresource?: string;
  /** Whether /watch/ comes before the resource, the deprecated form of a watch. */
  watch: boolean;
}

/** /api/v1/namespaces/x/status is the status of namespace x, not a resource named status in it. */
const namespaceSubresources = new Set(['status', 'finalize']);

/** Parses a path; undefined if there is no such resource. */
export function parseResourcePath(
  registry: ResourceRegistry,
  path: string[],
): ResourcePath | undefined {
  const core = path[0] === 'api';
  if (!core && path[0] !== 'apis') return undefined;
  const group = core ? '' : path[1] ?? '';
  const version = path[core ? 1 : 2] ?? '';
  let rest = path.slice(core ? 2 : 3);
  const watch = rest[0] === 'watch';
  if (watch) rest = rest.slice(1);
  const namespaced = rest[0] === 'namespaces' && rest.length > 2;
  const isNamespaceSubresource =
    namespaced && group === '' && namespaceSubresources.has(rest[2]);
  let namespace = '';
  if (namespaced && !isNamespaceSubresource) {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const [plural, name, subresource, ...extraSegments] = rest;
  if (plural === undefined || extraSegments.length > 0) return undefined;
  const type = registry.find(group, version, plural);
  if (!type) return undefined;
  if (namespace && type.scope === 'Cluster') return undefined;
  if (name && !namespace && type.scope === 'Namespaced') return undefined;
  return { type, namespace, name, subresource, watch };
}

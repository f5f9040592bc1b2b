import type { ResourceRegistry } from '../api/resource-registry';
import type { ServedType } from '../api/types';

/** What a path under /api or /apis is about. */
export interface ResourcePath {
  type: ServedType;
  /** '' where the path names none: a cluster-scoped type, or all namespaces. */
  namespace: string;
  /** Absent for the collection. */
  name?: string;
  subresource?: string;
  /** The old way to ask for a watch: /watch/ before the resource. */
  watch: boolean;
}

/** /api/v1/namespaces/x/status is the status of namespace x, not the resource called status in it. */
const namespaceSubresources = new Set(['status', 'finalize']);

/** Finds out what a path is about; undefined if nothing of that path is served. */
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
  const asSubresource =
    namespaced && group === '' && namespaceSubresources.has(rest[2]);
  let namespace = '';
  if (namespaced && !asSubresource) {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const [plural, name, subresource, ...beyond] = rest;
  if (plural === undefined || beyond.length > 0) return undefined;
  const type = registry.find(group, version, plural);
  if (!type) return undefined;
  if (namespace && type.scope === 'Cluster') return undefined;
  if (name && !namespace && type.scope === 'Namespaced') return undefined;
  return { type, namespace, name, subresource, watch };
}

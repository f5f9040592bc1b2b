import { isObject, JsonObject, listAt, stringAt } from '../schema/json';
import { KubeObject } from '../api/types';
import {
  ObjectChange,
  Cluster,
  keyOf,
  kinds,
  namespaceOf,
  specOf,
} from './cluster';

/** A Gateway or Service that a route refers to. */
export interface Target {
  namespace: string;
  name: string;
}

/**
 * Indexes the routes by their Gateways and Services. Reads all routes once and
 * then observes changes.
 */
export class RouteIndex {
  private readonly byTarget = new Map<string, Map<string, KubeObject>>();

  constructor(cluster: Cluster) {
    for (const kind of [kinds.httpRoute, kinds.grpcRoute]) {
      for (const route of cluster.list(kind)) this.add(route);
    }
  }

  /** Updates the index after a change of a route. */
  observe({ object, previous, deleted }: ObjectChange): void {
    if (!isRoute(object)) return;
    if (previous) this.remove(previous);
    this.remove(object);
    if (!deleted) this.add(object);
  }

  /** The routes that refer to a Gateway or Service. */
  routesTo(object: KubeObject): KubeObject[] {
    const key = targetKey(object.kind, keyOf(object));
    return [...(this.byTarget.get(key)?.values() ?? [])];
  }

  private add(route: KubeObject) {
    for (const key of targetsOf(route)) {
      const routes = this.byTarget.get(key) ?? new Map<string, KubeObject>();
      this.byTarget.set(key, routes.set(routeKey(route), route));
    }
  }

  private remove(route: KubeObject) {
    for (const key of targetsOf(route)) {
      const routes = this.byTarget.get(key);
      routes?.delete(routeKey(route));
      if (routes?.size === 0) this.byTarget.delete(key);
    }
  }
}

/** Whether an object is a route of a supported kind. */
export function isRoute(object: KubeObject): boolean {
  return object.kind === 'HTTPRoute' || object.kind === 'GRPCRoute';
}

/** The parent Gateways of a route. */
export function parentsOf(route: KubeObject): Target[] {
  return listAt(specOf(route), 'parentRefs')
    .filter(isObject)
    .map(target(route));
}

/** The backend Services of a route. */
export function backendsOf(route: KubeObject): Target[] {
  return listAt(specOf(route), 'rules')
    .flatMap(rule => listAt(rule, 'backendRefs'))
    .filter(isObject)
    .filter(backend => (backend.kind ?? 'Service') === 'Service')
    .map(target(route));
}

function target(route: KubeObject): (reference: JsonObject) => Target {
  return reference => ({
    namespace: stringAt(reference, 'namespace') ?? namespaceOf(route),
    name: stringAt(reference, 'name') ?? '',
  });
}

function targetsOf(route: KubeObject): Set<string> {
  const text = ({ namespace, name }: Target) => `${namespace}/${name}`;
  return new Set([
    ...parentsOf(route).map(parent => targetKey('Gateway', text(parent))),
    ...backendsOf(route).map(backend => targetKey('Service', text(backend))),
  ]);
}

function targetKey(kind: string, key: string): string {
  return `${kind} ${key}`;
}

function routeKey(route: KubeObject): string {
  return `${route.kind} ${keyOf(route)}`;
}

import {
  isObject,
  JsonValue,
  jsonEquals,
  listAt,
  stringAt,
} from '../schema/json';
import { KubeObject } from '../api/types';
import {
  ObjectChange,
  Cluster,
  KindRef,
  kinds,
  namespaceOf,
  specOf,
  statusOf,
} from './cluster';
import { ConditionState, withConditions } from '../api/conditions';
import { ReconcileContext, Controller } from './controller';
import { accepted, controllerName, resolved } from './gateway-conditions';
import { backendsOf, RouteIndex } from './route-index';

/** Simulates a Gateway API controller for one kind of route. */
export class RouteController implements Controller {
  private index: RouteIndex | undefined;

  constructor(readonly kind: KindRef) {}

  reconcile(route: KubeObject, { cluster }: ReconcileContext): void {
    const now = cluster.now();
    const extra = { observedGeneration: route.metadata.generation ?? 1 };
    const before = listAt(statusOf(route), 'parents');
    cluster.updateStatus(route, {
      parents: listAt(specOf(route), 'parentRefs').map(parentRef => {
        const old = before.find(
          item => isObject(item) && jsonEquals(item.parentRef, parentRef),
        );
        return {
          parentRef,
          controllerName,
          conditions: withConditions(
            isObject(old) ? old.conditions : undefined,
            [acceptance(cluster, route, parentRef), resolution(cluster, route)],
            now,
            extra,
          ),
        };
      }),
    });
  }

  /** The routes of a Service or Gateway that was created or deleted. */
  affectedObjects(change: ObjectChange, cluster: Cluster): KubeObject[] {
    const { object, previous, deleted } = change;
    this.index ??= new RouteIndex(cluster);
    this.index.observe(change);
    const isTarget = object.kind === 'Service' || object.kind === 'Gateway';
    const isCreatedOrDeleted = previous === undefined || deleted;
    return isTarget && isCreatedOrDeleted ? this.index.routesTo(object) : [];
  }
}

function acceptance(
  cluster: Cluster,
  route: KubeObject,
  parentRef: JsonValue,
): ConditionState {
  const namespace = stringAt(parentRef, 'namespace') ?? namespaceOf(route);
  const name = stringAt(parentRef, 'name') ?? '';
  return cluster.get(kinds.gateway, namespace, name)
    ? accepted('Route')
    : {
        type: 'Accepted',
        status: 'False',
        reason: 'NoMatchingParent',
        message: `Gateway ${namespace}/${name} not found`,
      };
}

function resolution(cluster: Cluster, route: KubeObject): ConditionState {
  const missing = backendsOf(route)
    .filter(
      ({ namespace, name }) => !cluster.get(kinds.service, namespace, name),
    )
    .map(({ namespace, name }) => `${namespace}/${name}`);
  if (missing.length === 0) return resolved();
  return {
    type: 'ResolvedRefs',
    status: 'False',
    reason: 'BackendNotFound',
    message: `Service ${[...new Set(missing)].join(', ')} not found`,
  };
}

import {
  isObject,
  JsonObject,
  JsonValue,
  jsonEquals,
  listAt,
  stringAt,
} from '../schema/json';
import { KubeObject } from '../types';
import {
  Change,
  Cluster,
  KindRef,
  kinds,
  nameOf,
  namespaceOf,
  specOf,
  statusOf,
} from './cluster';
import { ConditionState, withConditions } from './conditions';
import { Context, Controller } from './controller';

const controllerName = 'simulated.openchoreo.dev/gateway-controller';

/** Plays a Gateway API controller for classes of gateways: all are accepted. */
export class GatewayClassController implements Controller {
  readonly kind = kinds.gatewayClass;

  reconcile(gatewayClass: KubeObject, { cluster }: Context): void {
    accept(cluster, gatewayClass, [
      {
        type: 'Accepted',
        status: 'True',
        reason: 'Accepted',
        message: 'Valid GatewayClass',
      },
    ]);
  }
}

/** Plays a Gateway API controller for gateways: all listen on loopback. */
export class GatewayController implements Controller {
  readonly kind = kinds.gateway;
  private routes: Map<string, Set<string>> | undefined;

  reconcile(gateway: KubeObject, { cluster }: Context): void {
    const before = statusOf(gateway);
    const attachedRoutes =
      this.routesOf(cluster).get(keyOf(gateway))?.size ?? 0;
    const extra = { observedGeneration: gateway.metadata.generation ?? 1 };
    const now = cluster.now();
    cluster.updateStatus(gateway, {
      addresses: [{ type: 'IPAddress', value: '127.0.0.1' }],
      conditions: withConditions(
        before.conditions,
        [accepted('Gateway'), programmed()],
        now,
        extra,
      ),
      listeners: listAt(specOf(gateway), 'listeners').map(listener => {
        const name = stringAt(listener, 'name') ?? '';
        const old = listAt(before, 'listeners').find(
          item => stringAt(item, 'name') === name,
        );
        return {
          name,
          attachedRoutes,
          supportedKinds: ['HTTPRoute', 'GRPCRoute'].map(kind => ({
            group: 'gateway.networking.k8s.io',
            kind,
          })),
          conditions: withConditions(
            isObject(old) ? old.conditions : undefined,
            [programmed(), accepted('Listener'), resolved()],
            now,
            extra,
          ),
        };
      }),
    });
  }

  /** Gateways on which a route came to hang or hangs no more. */
  concerns({ object, previous, deleted }: Change, cluster: Cluster) {
    if (object.kind !== 'HTTPRoute' && object.kind !== 'GRPCRoute') return [];
    const before = previous ? parentsOf(previous) : new Set<string>();
    const after = deleted ? new Set<string>() : parentsOf(object);
    const routes = this.routesOf(cluster);
    if (deleted) parentsOf(object).forEach(parent => before.add(parent));
    before.forEach(parent => routes.get(parent)?.delete(keyOf(object)));
    after.forEach(parent => attach(routes, parent, object));
    const changed = [...before, ...after].filter(
      parent => before.has(parent) !== after.has(parent),
    );
    return changed
      .map(parent => findGateway(cluster, parent))
      .filter(gateway => gateway !== undefined);
  }

  /** Routes by gateway, counted once and then kept in step. */
  private routesOf(cluster: Cluster): Map<string, Set<string>> {
    if (!this.routes) {
      this.routes = new Map();
      for (const kind of [kinds.httpRoute, kinds.grpcRoute]) {
        for (const route of cluster.list(kind)) {
          for (const parent of parentsOf(route)) {
            attach(this.routes, parent, route);
          }
        }
      }
    }
    return this.routes;
  }
}

/** Plays a Gateway API controller for one kind of route. */
export class RouteController implements Controller {
  constructor(readonly kind: KindRef) {}

  reconcile(route: KubeObject, { cluster }: Context): void {
    const missing = missingBackends(cluster, route);
    const resolution: ConditionState =
      missing.length === 0
        ? resolved()
        : {
            type: 'ResolvedRefs',
            status: 'False',
            reason: 'BackendNotFound',
            message: `Service ${missing.join(', ')} not found`,
          };
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
            [acceptance(cluster, route, parentRef), resolution],
            now,
            extra,
          ),
        };
      }),
    });
  }

  /** Routes that wait for a Service or a Gateway, or lose it. */
  concerns({ object, previous, deleted }: Change, cluster: Cluster) {
    const isTarget = object.kind === 'Service' || object.kind === 'Gateway';
    if (!isTarget || (previous !== undefined && !deleted)) return [];
    return object.kind === 'Service'
      ? cluster.list(this.kind, namespaceOf(object))
      : cluster
          .list(this.kind)
          .filter(route => parentsOf(route).has(keyOf(object)));
  }
}

/** Plays Envoy Gateway for one kind of policy: it is accepted for its targets. */
export class PolicyController implements Controller {
  constructor(readonly kind: KindRef) {}

  reconcile(policy: KubeObject, { cluster }: Context): void {
    const spec = specOf(policy);
    const targets = [...listAt(spec, 'targetRefs')];
    if (isObject(spec.targetRef)) targets.push(spec.targetRef);
    const before = listAt(statusOf(policy), 'ancestors');
    const extra = { observedGeneration: policy.metadata.generation ?? 1 };
    cluster.updateStatus(policy, {
      ancestors: targets.map(target => {
        const old = before.find(
          item => isObject(item) && jsonEquals(item.ancestorRef, target),
        );
        return {
          ancestorRef: target,
          controllerName,
          conditions: withConditions(
            isObject(old) ? old.conditions : undefined,
            [accepted('Policy')],
            cluster.now(),
            extra,
          ),
        };
      }),
    });
  }
}

function accept(
  cluster: Cluster,
  object: KubeObject,
  states: ConditionState[],
) {
  const before = statusOf(object);
  cluster.updateStatus(object, {
    ...before,
    conditions: withConditions(before.conditions, states, cluster.now(), {
      observedGeneration: object.metadata.generation ?? 1,
    }),
  });
}

function accepted(what: string): ConditionState {
  return {
    type: 'Accepted',
    status: 'True',
    reason: 'Accepted',
    message: `${what} is accepted`,
  };
}

function programmed(): ConditionState {
  return {
    type: 'Programmed',
    status: 'True',
    reason: 'Programmed',
    message: 'Simulated: nothing really listens',
  };
}

function resolved(): ConditionState {
  return {
    type: 'ResolvedRefs',
    status: 'True',
    reason: 'ResolvedRefs',
    message: 'All references are resolved',
  };
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

/** `namespace/name` of an object, which tells objects of one kind apart. */
function keyOf(object: KubeObject): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}

/** Keys of the gateways on which a route hangs. */
function parentsOf(route: KubeObject): Set<string> {
  return new Set(
    listAt(specOf(route), 'parentRefs').map(parentRef => {
      const namespace = stringAt(parentRef, 'namespace') ?? namespaceOf(route);
      return `${namespace}/${stringAt(parentRef, 'name')}`;
    }),
  );
}

function attach(
  routes: Map<string, Set<string>>,
  parent: string,
  route: KubeObject,
) {
  const attached = routes.get(parent) ?? new Set();
  routes.set(parent, attached.add(keyOf(route)));
}

function findGateway(cluster: Cluster, key: string): KubeObject | undefined {
  const slash = key.indexOf('/');
  return cluster.get(kinds.gateway, key.slice(0, slash), key.slice(slash + 1));
}

function missingBackends(cluster: Cluster, route: KubeObject): string[] {
  const backends: JsonObject[] = listAt(specOf(route), 'rules')
    .flatMap(rule => listAt(rule, 'backendRefs'))
    .filter(isObject);
  const missing = backends
    .filter(backend => (backend.kind ?? 'Service') === 'Service')
    .map(backend => ({
      namespace: stringAt(backend, 'namespace') ?? namespaceOf(route),
      name: stringAt(backend, 'name') ?? '',
    }))
    .filter(
      ({ namespace, name }) => !cluster.get(kinds.service, namespace, name),
    )
    .map(({ namespace, name }) => `${namespace}/${name}`);
  return [...new Set(missing)];
}

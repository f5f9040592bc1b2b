import { isObject, listAt, stringAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { ObjectChange, Cluster, kinds, specOf, statusOf } from './cluster';
import { withConditions } from '../api/conditions';
import { ReconcileContext, Controller } from './controller';
import { accepted, programmed, resolved } from './gateway-conditions';
import { isRoute, parentsOf, RouteIndex, Target } from './route-index';

/** Simulates a Gateway API controller: accepts every GatewayClass. */
export class GatewayClassController implements Controller {
  readonly kind = kinds.gatewayClass;

  reconcile(gatewayClass: KubeObject, { cluster }: ReconcileContext): void {
    const before = statusOf(gatewayClass);
    cluster.updateStatus(gatewayClass, {
      ...before,
      conditions: withConditions(
        before.conditions,
        [accepted('GatewayClass')],
        cluster.now(),
        { observedGeneration: gatewayClass.metadata.generation ?? 1 },
      ),
    });
  }
}

/** Simulates a Gateway API controller: every Gateway is programmed with a loopback address. */
export class GatewayController implements Controller {
  readonly kind = kinds.gateway;
  private index: RouteIndex | undefined;

  reconcile(gateway: KubeObject, { cluster }: ReconcileContext): void {
    this.index ??= new RouteIndex(cluster);
    const attachedRoutes = this.index.routesTo(gateway).length;
    const before = statusOf(gateway);
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

  /** The Gateways that a route was attached to or detached from. */
  affectedObjects(change: ObjectChange, cluster: Cluster): KubeObject[] {
    const { object, previous, deleted } = change;
    this.index ??= new RouteIndex(cluster);
    this.index.observe(change);
    if (!isRoute(object)) return [];
    const before = previous ? parentsOf(previous) : [];
    const after = parentsOf(object);
    const isSame = !deleted && sameTargets(before, after);
    return isSame
      ? []
      : [...before, ...after]
          .map(({ namespace, name }) =>
            cluster.get(kinds.gateway, namespace, name),
          )
          .filter(gateway => gateway !== undefined);
  }
}

function sameTargets(before: Target[], after: Target[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

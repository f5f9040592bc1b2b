import { isObject, jsonEquals, listAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { KindRef, specOf, statusOf } from './cluster';
import { withConditions } from '../api/conditions';
import { ReconcileContext, Controller } from './controller';
import { accepted, controllerName } from './gateway-conditions';

/** Simulates Envoy Gateway for one kind of policy: accepts it for all its targets. */
export class PolicyController implements Controller {
  constructor(readonly kind: KindRef) {}

  reconcile(policy: KubeObject, { cluster }: ReconcileContext): void {
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

import { dataPlaneLabels } from '@promenade/openchoreo-model';
import { canonicalObject, type JsonObject } from '../../../runtime/json';
import type { Labels, Manifest } from '../../../core/manifest';
import type { Problem } from '../../../core/problem';
import { compareText } from '../../../runtime/sort';

/** Where the object of a policy goes. */
export interface PolicyMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
}

/** A policy as an object of the data plane, and what it could not say there. */
export interface RenderedPolicy {
  readonly object: Manifest;
  readonly problems: Problem[];
}

/**
 * The pods that Envoy Gateway runs for a gateway. Those of components are none of them, whatever labels their parameters
 * give them: they keep their own.
 */
export function gatewayPods(gateway: {
  readonly name: string;
  readonly namespace: string;
}) {
  return {
    matchLabels: {
      'gateway.envoyproxy.io/owning-gateway-name': gateway.name,
      'gateway.envoyproxy.io/owning-gateway-namespace': gateway.namespace,
    },
    matchExpressions: [
      { key: dataPlaneLabels.componentName, operator: 'DoesNotExist' },
    ],
  };
}

/** Each rule once, in an order that does not depend on the order in which they were found. */
export function sortDistinctRules(rules: readonly JsonObject[]): JsonObject[] {
  const byText = new Map(
    rules.map(canonicalObject).map(rule => [JSON.stringify(rule), rule]),
  );
  return [...byText.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, rule]) => rule);
}

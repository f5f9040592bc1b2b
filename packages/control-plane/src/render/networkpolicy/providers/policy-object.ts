import { dataPlaneLabels } from '@promenade/openchoreo-model';
import type { Labels, Manifest } from '../../../core/manifest';
import type { Problem } from '../../../core/problem';
import { canonicalObject, type JsonObject } from '../../../runtime/json';
import { compareText } from '../../../runtime/sort';

/** Metadata of a policy object. */
export interface PolicyMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
}

/** A rendered policy, and what its kind cannot express. */
export interface RenderedPolicy {
  readonly object: Manifest;
  readonly problems: Problem[];
}

/**
 * Selector of the pods that Envoy Gateway runs for a gateway. Pods of components are excluded, because their parameters
 * may set the same labels.
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

/** Selector of the pods with labels; without labels, of all pods. */
export function selectLabels(matchLabels: Labels): JsonObject {
  return Object.keys(matchLabels).length > 0 ? { matchLabels } : {};
}

/** Removes duplicate rules and sorts the rest, so that the result does not depend on their order. */
export function sortDistinctRules(rules: readonly JsonObject[]): JsonObject[] {
  const byText = new Map(
    rules.map(canonicalObject).map(rule => [JSON.stringify(rule), rule]),
  );
  return [...byText.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, rule]) => rule);
}

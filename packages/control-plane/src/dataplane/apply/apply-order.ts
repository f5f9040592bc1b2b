import type { DesiredObject } from './desired-objects';
import { securityPolicyKind } from './apply-preconditions';

/** Kinds that pods read when they start, or that produce what they read. */
const readByPods: ReadonlySet<string> = new Set([
  'v1 ConfigMap',
  'v1 Secret',
  'secrets-store.csi.x-k8s.io/v1 SecretProviderClass',
  'external-secrets.io/v1 ExternalSecret',
  'external-secrets.io/v1beta1 ExternalSecret',
]);

/**
 * Groups the objects of a Release into waves, which are applied one after the other: configuration before the pods that
 * read it at start, and security policies before the routes that they protect. Objects of a wave are applied in parallel.
 */
export function applyWaves(
  desired: readonly DesiredObject[],
): DesiredObject[][] {
  const isFirst = ({ key }: DesiredObject) => {
    const kind = `${key.apiVersion} ${key.kind}`;
    return readByPods.has(kind) || kind === securityPolicyKind;
  };
  return [
    desired.filter(isFirst),
    desired.filter(each => !isFirst(each)),
  ].filter(wave => wave.length > 0);
}

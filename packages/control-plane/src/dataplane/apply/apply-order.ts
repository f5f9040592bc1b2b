import type { DesiredObject } from './desired-objects';
import { guardKind } from './guarded';

/** Kinds that pods read when they start, or that bring what they read. */
const readByPods: ReadonlySet<string> = new Set([
  'v1 ConfigMap',
  'v1 Secret',
  'secrets-store.csi.x-k8s.io/v1 SecretProviderClass',
  'external-secrets.io/v1 ExternalSecret',
  'external-secrets.io/v1beta1 ExternalSecret',
]);

/**
 * The objects of a Release in the order in which they are applied: what pods
 * read comes before the pods, so that pods which a change of configuration
 * restarts do not start with what it was before, and what protects a route
 * before the route, which would be open without it. Within a wave order is of no
 * consequence; an empty wave is left out.
 */
export function wavesOf(desired: readonly DesiredObject[]): DesiredObject[][] {
  const isFirst = ({ key }: DesiredObject) => {
    const kind = `${key.apiVersion} ${key.kind}`;
    return readByPods.has(kind) || kind === guardKind;
  };
  return [
    desired.filter(isFirst),
    desired.filter(each => !isFirst(each)),
  ].filter(wave => wave.length > 0);
}

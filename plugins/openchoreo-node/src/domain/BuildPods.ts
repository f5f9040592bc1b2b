import type { RuntimeCluster } from './RuntimeSnapshot';

/**
 * Where the pods of a build are: each runs a step.
 *
 * @public
 */
export interface BuildPods {
  /** Name of the build plane. Undefined until the build has started. */
  buildPlane?: string;
  namespace: string;
  /** Selects them. */
  labels: Readonly<Record<string, string>>;
  /** The cluster of the build plane. A sentence when it cannot be used. */
  cluster: RuntimeCluster | string;
}

import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { RuntimeSnapshot } from '../domain/RuntimeSnapshot';
import type { RuntimeProvider } from './RuntimeProvider';

/**
 * A component in an environment, and the data plane that it runs on.
 *
 * @public
 */
export interface RuntimeTarget {
  snapshot: RuntimeSnapshot;
  /** @throws NotAllowedError, ServiceUnavailableError with the remedy */
  provider(): Promise<RuntimeProvider>;
}

/**
 * Finds what a component consists of in an environment. Undefined when there is no such environment.
 *
 * @public
 */
export interface RuntimeSource {
  runtime(ref: ComponentRef, environment: string): RuntimeTarget | undefined;
}

/**
 * An object of a component in an environment.
 *
 * @public
 */
export interface RuntimeObjectRef {
  kind: string;
  name: string;
  namespace?: string;
}

/** The cluster that a component runs on. @throws ServiceUnavailableError when it cannot be used, InputError when nothing is deployed */
export function requireCluster({
  cluster,
}: RuntimeSnapshot): Exclude<RuntimeSnapshot['cluster'], string | undefined> {
  if (cluster === undefined) {
    throw new InputError('Nothing is deployed there yet');
  }
  if (typeof cluster === 'string') throw new ServiceUnavailableError(cluster);
  return cluster;
}

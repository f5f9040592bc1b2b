import type { ApiPolicy } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * The class of an API: the policies that each gateway enforces.
 *
 * @public
 */
export interface ApiClassSnapshot {
  name: string;
  /** Undefined when the class does not exist. */
  policies?: Readonly<Record<'organization' | 'public', readonly ApiPolicy[]>>;
}

import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * A component, a project or an organization.
 *
 * @public
 */
export type ReadableRef = Pick<ComponentRef, 'organization'> &
  Partial<ComponentRef>;

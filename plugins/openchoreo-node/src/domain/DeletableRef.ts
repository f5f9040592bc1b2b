import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * A component or, without that, a project.
 *
 * @public
 */
export type DeletableRef = Omit<ComponentRef, 'component'> &
  Partial<Pick<ComponentRef, 'component'>>;

import type { DeploymentState } from '@promenade/backstage-plugin-openchoreo-common';

/** A family of colours in Backstage UI. */
export type StateFamily =
  | 'positive'
  | 'announcement'
  | 'warning'
  | 'negative'
  | 'neutral';

/** Colour only supports what sign and word already say; five families serve eight states. */
export const stateFamily: Readonly<Record<DeploymentState, StateFamily>> = {
  Ready: 'positive',
  Progressing: 'announcement',
  Waiting: 'neutral',
  Degraded: 'warning',
  Failed: 'negative',
  Suspended: 'neutral',
  NotDeployed: 'neutral',
  Unknown: 'neutral',
};

import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';

/** A variable that a dialog is about. */
export interface VariableTarget {
  component: ComponentRef;
  environment: string;
  /** Title of the environment. */
  label: string;
  isProduction: boolean;
  /** Whether the change is an override of the environment. */
  isOverride: boolean;
  container: string;
}

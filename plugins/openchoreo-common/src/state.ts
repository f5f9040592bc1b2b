import { z } from 'zod';

/**
 * The one vocabulary for how a component fares in an environment. Page, REST, catalog and agents use
 * these words and no others.
 *
 * - `Ready`: what is declared is running and healthy.
 * - `Progressing`: on its way; says what it waits for.
 * - `Waiting`: for a person, a gate, a time, or the target of a connection.
 * - `Degraded`: was ready and is not now.
 * - `Failed`: will not get there by itself.
 * - `Suspended`: scaled to nothing on purpose.
 * - `NotDeployed`: nothing is here.
 * - `Unknown`: cannot be seen now.
 *
 * @public
 */
export const deploymentStates = [
  'Ready',
  'Progressing',
  'Waiting',
  'Degraded',
  'Failed',
  'Suspended',
  'NotDeployed',
  'Unknown',
] as const;

/** @public */
export const deploymentStateSchema = z.enum(deploymentStates);

/**
 * How a component fares in an environment.
 *
 * @public
 */
export type DeploymentState = z.infer<typeof deploymentStateSchema>;

/**
 * What people read for each state.
 *
 * @public
 */
export const deploymentStateLabels: Readonly<Record<DeploymentState, string>> =
  {
    Ready: 'Ready',
    Progressing: 'Progressing',
    Waiting: 'Waiting',
    Degraded: 'Degraded',
    Failed: 'Failed',
    Suspended: 'Suspended',
    NotDeployed: 'Not deployed',
    Unknown: 'Unknown',
  };

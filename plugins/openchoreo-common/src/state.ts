import type { z } from 'zod';
import { openEnum } from './openEnum';

/**
 * The states of a component in an environment.
 *
 * - `Ready`: the release runs and is healthy.
 * - `Progressing`: it is being rolled out.
 * - `Waiting`: it waits for an approval, a gate, a time, or the target of a connection.
 * - `Degraded`: it was ready and is not ready now.
 * - `Failed`: it does not become ready without a change.
 * - `Suspended`: it is scaled to zero on request.
 * - `NotDeployed`: nothing is deployed.
 * - `Unknown`: it cannot be observed, or this version does not know the state.
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
export const deploymentStateSchema = openEnum(deploymentStates, 'Unknown');

/**
 * The state of a component in an environment.
 *
 * @public
 */
export type DeploymentState = z.infer<typeof deploymentStateSchema>;

/**
 * The label of each state.
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

/**
 * The states in the order in which they need attention, the worst first. A component in several environments counts with the worst
 * one. Where it is not deployed, it needs no attention.
 *
 * @public
 */
export const statesWorstFirst: readonly DeploymentState[] = [
  'Failed',
  'Degraded',
  'Unknown',
  'Waiting',
  'Progressing',
  'Suspended',
  'Ready',
  'NotDeployed',
];

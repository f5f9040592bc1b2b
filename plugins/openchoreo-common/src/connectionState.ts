import type { z } from 'zod';
import { openEnum } from './openEnum';

/**
 * The states of a connection.
 *
 * - `Resolved`: its target is found.
 * - `Waiting`: it is resolved automatically when its target is there.
 * - `Broken`: it has to be changed, or its target has failed.
 *
 * @public
 */
export const connectionStates = [
  'Resolved',
  'Waiting',
  'Broken',
  'Unknown',
] as const;

/** @public */
export const connectionStateSchema = openEnum(connectionStates, 'Unknown');

/**
 * The state of a connection.
 *
 * @public
 */
export type ConnectionState = z.infer<typeof connectionStateSchema>;

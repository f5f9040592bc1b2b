import { openEnum } from './openEnum';

/** The phases of builds. */
export const buildPhaseSchema = openEnum(
  ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'],
  'Unknown',
);

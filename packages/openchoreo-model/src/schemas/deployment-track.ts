import { z } from 'zod';

/** `deploymentTrack` of the kinds that belong to a track. */
export const deploymentTrackField = z
  .string()
  .min(1)
  .optional()
  .describe('Deployment track; `default` when it is not given.');

import { z } from 'zod';

/** `overrides`, which OpenChoreo v0.3.2 has and nothing of it reads. */
export const switchesField = z
  .record(z.string(), z.boolean().describe('Whether it is on.'))
  .optional()
  .describe('Switches of the class; no class has any today.');

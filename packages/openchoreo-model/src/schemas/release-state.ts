import { z } from 'zod';

/** What a binding wants of the thing that it deploys. */
export const releaseStateSchema = z.enum(['Active', 'Suspend', 'Undeploy']);

export type ReleaseState = z.infer<typeof releaseStateSchema>;

/** `releaseState` of a binding's spec. */
export const releaseStateField = releaseStateSchema
  .default('Active')
  .describe(
    'Whether the deployment runs (Active), is scaled to nothing (Suspend), or is taken away (Undeploy).',
  );

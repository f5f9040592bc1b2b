import { z } from 'zod';
import { openEnum } from './openEnum';
import { deploymentStateSchema } from './state';

/** @public */
export const explanationLinkSchema = z.object({
  kind: z
    .string()
    .describe('Kind of the resource, such as ServiceBinding or Deployment.'),
  name: z.string().describe('Name of the resource.'),
  status: openEnum(['ok', 'waiting', 'failed', 'unknown'], 'unknown').describe(
    'Whether the cause is here: ok, waiting or failed.',
  ),
  message: z.string().describe('What is known about it, in a sentence.'),
});

/**
 * A resource on the way from a component to its objects in the data plane, and what is known about it.
 *
 * @public
 */
export type ExplanationLink = z.infer<typeof explanationLinkSchema>;

/** @public */
export const nextStepSchema = z.object({
  message: z.string().describe('What to do, in a sentence.'),
  action: z
    .string()
    .optional()
    .describe('Name of the action that does it, such as promote-component.'),
});

/**
 * What a developer can do about a state.
 *
 * @public
 */
export type NextStep = z.infer<typeof nextStepSchema>;

/** @public */
export const componentExplanationSchema = z
  .object({
    component: z.string().describe('Name of the component.'),
    summary: z.string().describe('The answer, in a sentence or two.'),
    environments: z
      .array(
        z.object({
          name: z.string().describe('Name of the environment.'),
          isProduction: z.boolean().describe('Whether it serves production.'),
          isReady: z.boolean().describe('Whether the component is ready.'),
          state: deploymentStateSchema.describe('State there.'),
          since: z
            .string()
            .optional()
            .describe('ISO 8601 time of the last change of the state.'),
          reason: z.string().optional().describe('Reason, in CamelCase.'),
          summary: z.string().describe('The state and its reason.'),
          chain: z
            .array(explanationLinkSchema)
            .describe(
              'From the component to its objects in the data plane: the first one that is not ok has the cause.',
            ),
          nextSteps: z
            .array(nextStepSchema)
            .describe('What to do, the most likely step first.'),
        }),
      )
      .describe('In promotion order.'),
    stale: z
      .string()
      .optional()
      .describe(
        'Why this may be outdated, in a sentence. Present while the control plane is not reachable.',
      ),
  })
  .describe('Why a component is ready or not, and what to do.');

/**
 * Why a component is ready or not, and what to do.
 *
 * @public
 */
export type ComponentExplanation = z.infer<typeof componentExplanationSchema>;

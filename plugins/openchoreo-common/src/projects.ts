import { z } from 'zod';
import { deploymentStateSchema } from './state';

/** @public */
export const projectListSchema = z
  .object({
    projects: z
      .array(
        z.object({
          organization: z.string().describe('Name of the organization.'),
          name: z.string().describe('Name of the project.'),
          displayName: z.string().optional().describe('Title, for people.'),
          description: z.string().optional().describe('Description.'),
          owner: z
            .string()
            .optional()
            .describe(
              'The owner that the project names, or else its organization: an entity ref or the name of a group.',
            ),
          pipeline: z
            .string()
            .optional()
            .describe(
              'Name of the deployment pipeline. Absent when it does not exist.',
            ),
          environments: z
            .array(
              z.object({
                name: z.string().describe('Name of the environment.'),
                displayName: z
                  .string()
                  .optional()
                  .describe('Title, for people.'),
                isProduction: z
                  .boolean()
                  .describe('Whether it serves production.'),
                needsApproval: z
                  .boolean()
                  .describe('Whether a promotion to it needs an approval.'),
                promotesTo: z
                  .array(z.string())
                  .describe('Names of the environments that follow it.'),
              }),
            )
            .describe(
              'The environments of the pipeline, in promotion order. Components are deployed to the first one.',
            ),
          componentCount: z
            .number()
            .int()
            .describe('Number of components of the project.'),
          problem: z
            .string()
            .optional()
            .describe('Why its components cannot be deployed, in a sentence.'),
        }),
      )
      .describe('By organization and name.'),
  })
  .describe('The projects that the caller may see.');

/**
 * The projects that the caller may see.
 *
 * @public
 */
export type ProjectList = z.infer<typeof projectListSchema>;

/** @public */
export const componentListSchema = z
  .object({
    components: z
      .array(
        z.object({
          name: z.string().describe('Name of the component.'),
          displayName: z.string().optional().describe('Title, for people.'),
          type: z.string().describe('Type, such as Service.'),
          environments: z
            .array(
              z.object({
                environment: z.string().describe('Name of the environment.'),
                state: deploymentStateSchema.describe('State there.'),
                message: z
                  .string()
                  .optional()
                  .describe('Reason of the state, in a sentence.'),
                images: z
                  .array(z.string())
                  .describe('The image references of the release there.'),
              }),
            )
            .describe('In promotion order.'),
          problem: z
            .string()
            .optional()
            .describe('A problem of the component as a whole, in a sentence.'),
        }),
      )
      .describe('By name.'),
  })
  .describe('The components of a project that the caller may see.');

/**
 * The components of a project that the caller may see.
 *
 * @public
 */
export type ComponentList = z.infer<typeof componentListSchema>;

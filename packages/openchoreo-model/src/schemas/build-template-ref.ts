import { z } from 'zod';

/** The workflow template that builds an image, with its parameters. */
export const buildTemplateRefSchema = z.object({
  engine: z
    .string()
    .optional()
    .describe(
      'Build engine, for example argo. Default: the default engine of the build plane.',
    ),
  name: z.string().describe('Name of the workflow template.'),
  parameters: z
    .array(
      z
        .object({
          name: z.string().describe('Name of the parameter.'),
          value: z.string().describe('Value of the parameter.'),
        })
        .describe('One parameter.'),
    )
    .optional()
    .describe('Parameters of the workflow template.'),
});

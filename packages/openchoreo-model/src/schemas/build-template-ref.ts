import { z } from 'zod';

/** The workflow template that builds an image, and what it is told. */
export const buildTemplateRefSchema = z.object({
  engine: z
    .string()
    .optional()
    .describe(
      'Build engine, for example argo; the default one when not given.',
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

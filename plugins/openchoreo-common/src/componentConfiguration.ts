import { z } from 'zod';
import { freshnessFields } from './overviews';

const variableSchema = z.object({
  key: z.string().describe('Name of the environment variable.'),
  value: z
    .string()
    .optional()
    .describe(
      'Plain value in the environment. Absent for a secret, and while it has none.',
    ),
  group: z
    .object({
      name: z.string().describe('Name of the configuration group.'),
      key: z.string().describe('Key in the configuration group.'),
    })
    .optional()
    .describe('The key of a configuration group that the value comes from.'),
  secret: z
    .string()
    .optional()
    .describe(
      'Where its secret value is, and never the value: a key of the secret store of the data plane, or the key of a Secret.',
    ),
  isOverride: z
    .boolean()
    .describe(
      'Whether the environment has it in place of, or beside, the variables of the release.',
    ),
  replaces: z
    .string()
    .optional()
    .describe('What the release has in place of an override, in words.'),
  problem: z
    .string()
    .optional()
    .describe('Why it has no value there, in a sentence with the remedy.'),
});

/**
 * An environment variable of a component in an environment.
 *
 * @public
 */
export type ConfigurationVariable = z.infer<typeof variableSchema>;

/** @public */
export const componentConfigurationSchema = z
  .object({
    environment: z.string().describe('Name of the environment.'),
    isProduction: z.boolean().describe('Whether it serves production.'),
    isFirst: z
      .boolean()
      .describe(
        'Whether it is the first of the pipeline: a change there is a new release, which promotions bring to the others. In another one, a change is an override.',
      ),
    isDeployed: z
      .boolean()
      .describe('Whether the component is deployed there.'),
    containers: z
      .array(
        z.object({
          name: z.string().describe('Name of the container.'),
          image: z.string().describe('Image reference.'),
          variables: z.array(variableSchema).describe('By name.'),
        }),
      )
      .describe('By name. Empty where nothing is deployed.'),
    connections: z
      .array(
        z.object({
          name: z.string().describe('Name of the connection.'),
          variables: z
            .array(z.string())
            .describe('The environment variables that it sets.'),
        }),
      )
      .describe('Connections set environment variables, too.'),
    overrides: z
      .array(
        z.object({
          name: z.string().describe('What is overridden, such as replicas.'),
          value: z.string().describe('The value, for people.'),
        }),
      )
      .describe(
        'What else the environment has in place of the values of the release.',
      ),
    ...freshnessFields,
  })
  .describe('The configuration of a component in an environment.');

/**
 * The configuration of a component in an environment.
 *
 * @public
 */
export type ComponentConfiguration = z.infer<
  typeof componentConfigurationSchema
>;

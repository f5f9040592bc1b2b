import { z } from 'zod';

/** @public */
export const organizationDescriptionSchema = z
  .object({
    name: z.string().describe('Name of the organization.'),
    environments: z
      .array(
        z.object({
          name: z.string().describe('Name of the environment.'),
          displayName: z.string().optional().describe('Title, for people.'),
          isProduction: z.boolean().describe('Whether it serves production.'),
          dataPlane: z
            .string()
            .optional()
            .describe('Name of the data plane that it is on.'),
        }),
      )
      .describe(
        'The environments that the organization may use: its own and the shared ones. By name, those of production last.',
      ),
    configurationGroups: z
      .array(
        z.object({
          name: z.string().describe('Name of the configuration group.'),
          keys: z
            .array(
              z.object({
                key: z.string().describe('Key of the value.'),
                isSecret: z
                  .boolean()
                  .describe('Whether a value is in the secret store.'),
                environments: z
                  .array(z.string())
                  .describe('The environments that have a value.'),
              }),
            )
            .describe('Its keys, by name. Values are never part of it.'),
        }),
      )
      .describe('The configuration groups, by name.'),
  })
  .describe('What the components of an organization may use.');

/**
 * What the components of an organization may use.
 *
 * @public
 */
export type OrganizationDescription = z.infer<
  typeof organizationDescriptionSchema
>;

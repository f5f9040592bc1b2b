import { z } from 'zod';
import { endpointViewSchema } from './board';
import { deploymentStateSchema } from './state';

/** @public */
export const componentDescriptionSchema = z
  .object({
    organization: z.string().describe('Name of the organization.'),
    project: z.string().describe('Name of the project.'),
    name: z.string().describe('Name of the component.'),
    displayName: z.string().optional().describe('Title, for people.'),
    description: z.string().optional().describe('Description.'),
    owner: z
      .string()
      .optional()
      .describe(
        'The owner that the component, its project or its organization names: an entity ref or the name of a group.',
      ),
    type: z.string().describe('Type, such as Service.'),
    source: z
      .object({
        repositoryUrl: z.string().describe('URL of the Git repository.'),
        branch: z.string().describe('Branch that is built.'),
        path: z.string().describe('Folder in the repository.'),
      })
      .optional()
      .describe('What its images are built from.'),
    containers: z
      .array(
        z.object({
          name: z.string().describe('Name of the container.'),
          image: z.string().describe('Image reference.'),
          variables: z
            .array(
              z.object({
                key: z.string().describe('Name of the environment variable.'),
                from: z
                  .string()
                  .optional()
                  .describe(
                    'Where the value comes from, such as "key url of configuration group database". Absent for a literal value, which is not shown.',
                  ),
              }),
            )
            .describe('Environment variables, without their values.'),
        }),
      )
      .describe('Of the workload, which the first environment runs.'),
    endpoints: z
      .array(
        z.object({
          name: z.string().describe('Name of the endpoint.'),
          type: z.string().describe('Protocol, such as HTTP or gRPC.'),
          port: z.number().int().describe('Port of the container.'),
        }),
      )
      .describe('What it listens on.'),
    apis: z
      .array(
        z.object({
          name: z.string().describe('Name of the API.'),
          type: z
            .string()
            .optional()
            .describe('Type, such as REST. Absent for a standalone API.'),
          basePath: z.string().optional().describe('Base path.'),
          exposure: z
            .array(z.string())
            .describe('Who can call it, such as Organization or Public.'),
        }),
      )
      .describe('What the gateway exposes of it.'),
    connections: z
      .array(
        z.object({
          name: z.string().describe('Name of the connection.'),
          type: z.string().describe('Type, such as api or managed.'),
          target: z
            .string()
            .optional()
            .describe('What it connects to, such as "shop / cart / http".'),
          variables: z
            .array(z.string())
            .describe(
              'The environment variables that tell the component the address.',
            ),
        }),
      )
      .describe('What it calls.'),
    environments: z
      .array(
        z.object({
          name: z.string().describe('Name of the environment.'),
          isProduction: z.boolean().describe('Whether it serves production.'),
          state: deploymentStateSchema.describe('State there.'),
          message: z
            .string()
            .optional()
            .describe('Reason of the state, in a sentence.'),
          release: z
            .string()
            .optional()
            .describe('Name of the artifact that runs there.'),
          images: z.array(z.string()).describe('Image references.'),
          overrides: z
            .array(z.string())
            .describe(
              'What the environment has in place of the values of the release, without the values.',
            ),
          endpoints: z
            .array(endpointViewSchema)
            .describe('Where it can be reached.'),
        }),
      )
      .describe('Where it runs, in promotion order.'),
    problem: z
      .string()
      .optional()
      .describe('A problem of the component as a whole, in a sentence.'),
  })
  .describe('What a component consists of and where it runs.');

/**
 * What a component consists of and where it runs.
 *
 * @public
 */
export type ComponentDescription = z.infer<typeof componentDescriptionSchema>;

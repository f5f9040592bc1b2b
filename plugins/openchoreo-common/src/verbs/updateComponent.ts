import { z } from 'zod';
import { deploysTo, objectName, resourceFields } from '../operations/Operation';
import { componentUpdatePermission } from '../permissions';
import { planChangeSchema } from '../plan';
import { declareVerb } from './Verb';

export const updateComponent = declareVerb({
  name: 'update-component',
  title: 'Update a component',
  description:
    'Changes the image or the environment variables of a container of an OpenChoreo component. It is deployed to the first environment of the deployment pipeline; promotions bring it to the others. A dry run returns the changes without making them.',
  resource: 'component',
  permission: componentUpdatePermission,
  environment: deploysTo('environment'),
  input: z.object({
    ...resourceFields.component,
    environment: objectName(
      'The first environment of the pipeline, which the change is deployed to.',
    ),
    container: z
      .string()
      .min(1)
      .optional()
      .describe('Name of the container. `main` by default.'),
    image: z
      .string()
      .min(1)
      .optional()
      .describe('New reference of the container image, with its tag.'),
    environmentVariables: z
      .array(z.object({ key: z.string().min(1), value: z.string() }))
      .max(100)
      .optional()
      .describe(
        'Environment variables to add or to replace. Their values are never logged.',
      ),
    removedEnvironmentVariables: z
      .array(z.string().min(1))
      .max(100)
      .optional()
      .describe('Names of environment variables to remove.'),
  }),
  output: z.object({
    changes: z
      .array(planChangeSchema)
      .describe('What changes in the release. Literal values are hidden.'),
  }),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  references: { environment: 'environment' },
  http: {
    method: 'PUT',
    path: '/environments/{environment}/workload',
    status: 200,
    conflict:
      'The environment is not the first of the pipeline, or the workload is changed at the same time.',
  },
  audit: {
    eventId: 'component-update',
    severityLevel: 'medium',
    meta: ({ environment, image }) => ({
      environment,
      ...(image && { image }),
    }),
  },
});

import { z } from 'zod';
import { deploysTo, objectName, resourceFields } from '../operations/Operation';
import { componentUpdatePermission } from '../permissions';
import {
  changesOutput,
  endpoints,
  environmentVariables,
  imageReference,
  replicas,
  schedule,
  timeZone,
} from './componentFields';
import { declareVerb } from './Verb';

export const updateComponent = declareVerb({
  name: 'update-component',
  title: 'Update a component',
  description:
    'Changes the image, environment variables, endpoints, replicas, schedule or parameters of an OpenChoreo component. It is deployed to the first environment of the deployment pipeline; promotions bring it to the others. In another environment, environment variables and replicas are overrides that promotions keep. A dry run returns the changes without making them.',
  resource: 'component',
  permission: componentUpdatePermission,
  environment: deploysTo('environment'),
  input: z.object({
    ...resourceFields.component,
    environment: objectName(
      'The first environment of the pipeline, which the change is deployed to. Any environment for a change of replicas and environment variables only, which are overrides there.',
    ),
    container: z
      .string()
      .min(1)
      .optional()
      .describe('Name of the container. `main` by default.'),
    image: imageReference()
      .optional()
      .describe('New reference of the container image, with its tag.'),
    environmentVariables: environmentVariables.describe(
      'Environment variables to add or to replace. In another environment than the first, they are overrides that promotions keep. Their values are never logged.',
    ),
    removedEnvironmentVariables: z
      .array(z.string().min(1))
      .max(100)
      .optional()
      .describe(
        'Names of environment variables to remove. In another environment than the first, their overrides are removed.',
      ),
    endpoints: endpoints.describe(
      'Endpoints to add or to replace. A field that is absent keeps its value.',
    ),
    removedEndpoints: z
      .array(z.string().min(1))
      .max(20)
      .optional()
      .describe('Names of endpoints to remove, with their APIs.'),
    replicas: replicas.describe(
      'Number of replicas. In another environment than the first, it is an override that promotions keep.',
    ),
    schedule: schedule()
      .optional()
      .describe('Cron expression of a scheduled task.'),
    timeZone: timeZone()
      .optional()
      .describe('IANA time zone of the schedule, such as Europe/Zurich.'),
    parameters: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'Parameters of its component type to set, according to the schema of the type. Each replaces the value of its name; null removes it. Never secrets.',
      ),
  }),
  output: z.object(changesOutput),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  references: { environment: 'environment' },
  completion: 'ready',
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

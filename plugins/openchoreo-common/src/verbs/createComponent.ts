import { z } from 'zod';
import { resourceFields } from '../operations/Operation';
import { componentCreatePermission } from '../permissions';
import {
  createdObjects,
  idempotencyKey,
  newName,
  optionalText,
} from './fields';
import { declareVerb } from './Verb';

export const createComponent = declareVerb({
  name: 'create-component',
  title: 'Create a component',
  description:
    'Creates an OpenChoreo component from a container image, deployed to the first environment of the deployment pipeline of its project.',
  resource: 'project',
  permission: componentCreatePermission,
  input: z.object({
    ...resourceFields.project,
    name: newName,
    displayName: optionalText('Display name. The name by default.'),
    description: optionalText('Purpose of the component, in one sentence.'),
    owner: optionalText(
      'Entity ref of the group or user that owns it. The owner of the project by default.',
    ),
    type: z
      .enum(['Service', 'WebApplication', 'ScheduledTask'])
      .optional()
      .describe('Type of the component. `Service` by default.'),
    className: optionalText(
      'Name of the class of its type, such as a ServiceClass. `default` by default.',
    ),
    image: z
      .string()
      .min(1)
      .describe('Reference of the container image, with its tag.'),
    command: z
      .array(z.string())
      .optional()
      .describe('Command of the container. That of the image by default.'),
    args: z
      .array(z.string())
      .optional()
      .describe('Arguments of the container. Those of the image by default.'),
    environmentVariables: z
      .array(z.object({ key: z.string(), value: z.string() }))
      .optional()
      .describe('Environment variables. Their values are never logged.'),
    port: z
      .int()
      .min(1)
      .max(65535)
      .optional()
      .describe('Port of its endpoint. Without a port it has no endpoint.'),
    endpointName: optionalText('Name of the endpoint. `http` by default.'),
    endpointType: z
      .enum(['REST', 'HTTP', 'gRPC', 'GraphQL', 'Websocket', 'TCP', 'UDP'])
      .optional()
      .describe(
        'Protocol of the endpoint. `REST` by default, `HTTP` for a web application.',
      ),
    basePath: optionalText('Base path of its API. `/` by default.'),
    exposure: z
      .enum(['Project', 'Organization', 'Public'])
      .optional()
      .describe('Who may call its API. `Project` by default.'),
    apiDefinition: optionalText(
      'Definition of its API, such as an OpenAPI document.',
    ),
    schedule: optionalText(
      'Cron expression of a scheduled task, such as "15 3 * * *". That of its class by default.',
    ),
    timeZone: optionalText(
      'IANA time zone of the schedule, such as Europe/Zurich. That of its class by default.',
    ),
    idempotencyKey,
  }),
  output: z.object({
    organization: z.string().describe('Name of the organization.'),
    project: z.string().describe('Name of the project.'),
    component: z.string().describe('Name of the component.'),
    environment: z
      .string()
      .describe('Name of the environment that it is deployed to.'),
    objects: createdObjects,
  }),
  attributes: { readOnly: false, destructive: false, idempotent: false },
  creates: 'component',
  http: {
    method: 'POST',
    path: '/components',
    status: 201,
    conflict: 'The name is already taken.',
  },
  audit: {
    eventId: 'component-create',
    severityLevel: 'medium',
    meta: ({ name }) => ({ component: name }),
  },
});

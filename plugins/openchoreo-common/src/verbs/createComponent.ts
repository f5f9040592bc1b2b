import { z } from 'zod';
import { resourceFields } from '../operations/Operation';
import { componentCreatePermission } from '../permissions';
import {
  basePath,
  build,
  endpoints,
  endpointType,
  environmentVariables,
  exposure,
  imageReference,
  port,
  replicas,
  schedule,
  timeZone,
  traits,
} from './componentFields';
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
    'Creates an OpenChoreo component from a container image or from source code, deployed to the first environment of the deployment pipeline of its project.',
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
    componentType: z
      .object({
        kind: z
          .enum(['ComponentType', 'ClusterComponentType'])
          .optional()
          .describe('Kind of the component type. `ComponentType` by default.'),
        name: z
          .string()
          .min(1)
          .describe(
            'Workload type and name of the component type, such as `deployment/web-app`.',
          ),
      })
      .optional()
      .describe(
        'Component type, in place of a type and a class: it renders the objects of the component.',
      ),
    parameters: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'Parameters of the component type, according to its schema. Never secrets.',
      ),
    traits: traits.describe(
      'Traits to add to those of the component type, which has to allow them.',
    ),
    image: imageReference()
      .optional()
      .describe(
        'Reference of the container image, with its tag. Needed unless it is built.',
      ),
    build: build
      .optional()
      .describe(
        'How to build the image from source code, in place of an image. The first build starts at once.',
      ),
    command: z
      .array(z.string())
      .optional()
      .describe('Command of the container. That of the image by default.'),
    args: z
      .array(z.string())
      .optional()
      .describe('Arguments of the container. Those of the image by default.'),
    environmentVariables: environmentVariables.describe(
      'Environment variables. Their values are never logged.',
    ),
    replicas,
    endpoints: endpoints.describe(
      'Endpoints. Excludes the fields of a single endpoint: `port` and those that follow.',
    ),
    port: port()
      .optional()
      .describe('Port of its endpoint. Without a port it has no endpoint.'),
    endpointName: newName
      .optional()
      .describe('Name of the endpoint. `http` by default.'),
    endpointType: endpointType
      .optional()
      .describe(
        'Protocol of the endpoint. `REST` by default, `HTTP` for a web application.',
      ),
    basePath: basePath()
      .optional()
      .describe('Base path of its API. `/` by default.'),
    exposure: exposure
      .optional()
      .describe('Who may call its API. `Project` by default.'),
    apiDefinition: optionalText(
      'Definition of its API, such as an OpenAPI document.',
    ),
    schedule: schedule()
      .optional()
      .describe(
        'Cron expression of a scheduled task, such as "15 3 * * *". That of its class by default.',
      ),
    timeZone: timeZone()
      .optional()
      .describe(
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
    build: z.string().optional().describe('Name of its first Build.'),
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

import type { CreateComponentInput } from '@promenade/backstage-plugin-openchoreo-node';
import type { z as zod } from 'zod/v3';
import {
  optionalSwitch,
  optionalText,
  organizationOfPlainName,
  text,
  timeout,
} from './fields';

type Z = typeof zod;

/** The inputs of `openchoreo:component:create`. */
export const componentInput = {
  project: text(
    'The project it belongs to: entity ref of its System, or its plain name with the input organization',
  ),
  organization: organizationOfPlainName,
  name: text(
    'At most 50 lower-case letters, digits and dashes, beginning with a letter. It becomes part of its address',
  ),
  displayName: optionalText('What people read. The name by default'),
  description: optionalText('What it does, in one sentence'),
  owner: optionalText(
    "Entity ref of the team that answers for it. The project's owner by default",
  ),
  type: (z: Z) =>
    z
      .enum(['Service', 'WebApplication', 'ScheduledTask'])
      .describe('Type of the component. Service by default')
      .optional(),
  className: optionalText(
    'The class that says how it is deployed. "default" by default',
  ),
  image: text('The whole reference of the container image, with its tag'),
  command: (z: Z) =>
    z
      .array(z.string(), {
        description: 'What to run, where it is not what the image says',
      })
      .optional(),
  args: (z: Z) =>
    z.array(z.string(), { description: 'Arguments of what is run' }).optional(),
  environmentVariables: (z: Z) =>
    z
      .array(z.object({ key: z.string(), value: z.string() }), {
        description: 'Environment variables. Their values are never logged',
      })
      .optional(),
  port: (z: Z) =>
    z
      .number({
        description:
          'The port that it listens on. Without one it has no endpoint',
      })
      .int()
      .min(1)
      .max(65535)
      .optional(),
  endpointName: optionalText('Name of the endpoint. "http" by default'),
  endpointType: (z: Z) =>
    z
      .enum(['REST', 'HTTP', 'gRPC', 'GraphQL', 'Websocket', 'TCP', 'UDP'])
      .describe(
        'What the endpoint speaks. REST by default; HTTP for a web application',
      )
      .optional(),
  basePath: optionalText('Where its API begins. "/" by default'),
  exposure: (z: Z) =>
    z
      .enum(['Project', 'Organization', 'Public'])
      .describe('Who may reach it. Project by default')
      .optional(),
  apiDefinition: optionalText('Definition of its API, such as OpenAPI'),
  schedule: optionalText(
    'When a scheduled task runs, such as "15 3 * * *". As its class says by default',
  ),
  timeZone: optionalText(
    'IANA name of the time zone of the schedule, such as Europe/Zurich',
  ),
  waitUntilReady: optionalSwitch(
    'Whether to wait until it is ready. True by default',
  ),
  timeout,
};

type Inputs = {
  [K in keyof typeof componentInput]: zod.output<
    ReturnType<(typeof componentInput)[K]>
  >;
};

type Optional<T> = { [K in keyof T]?: T[K] };

/** A component as the inputs describe it; whose it is and who asks is not theirs to say. */
export function describedComponent(
  input: Pick<Inputs, 'name' | 'image'> & Optional<Inputs>,
): Omit<CreateComponentInput, 'organization' | 'project'> {
  const { port, environmentVariables, command, args } = input;
  return {
    name: input.name,
    displayName: input.displayName,
    description: input.description,
    owner: input.owner,
    type: input.type ?? 'Service',
    className: input.className,
    image: input.image,
    command,
    args,
    environmentVariables,
    schedule: input.schedule,
    timeZone: input.timeZone,
    endpoint:
      port === undefined
        ? undefined
        : {
            port,
            name: input.endpointName,
            type: input.endpointType,
            basePath: input.basePath,
            exposure: input.exposure,
            definition: input.apiDefinition,
          },
  };
}

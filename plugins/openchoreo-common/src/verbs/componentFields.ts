import { z } from 'zod';
import {
  basePathProblem,
  branchProblem,
  buildParameterProblem,
  portProblem,
  repositoryProblem,
  scheduleProblem,
  sourcePathProblem,
  timeZoneProblem,
  variableNameProblem,
} from '../fieldRules';
import { imageReferenceProblem } from '../imageReference';
import { deploysTo, objectName } from '../operations/Operation';
import {
  appliedChanges,
  configurationKey,
  newName,
  optionalText,
} from './fields';

/** A text that is valid where `problemOf` returns no problem. */
export const checkedText = (problemOf: (text: string) => string | undefined) =>
  z
    .string()
    .max(2000)
    .superRefine((text, context) => {
      const message = problemOf(text);
      if (message) context.addIssue({ code: 'custom', message });
    });

/** The reference of a container image. */
export const imageReference = () => checkedText(imageReferenceProblem);

const portError = portProblem(0);

/** The number of a port. */
export const port = () =>
  z.int(portError).min(1, portError).max(65535, portError);

/** The name of a Git branch. */
export const branch = () => checkedText(branchProblem);

/** A base path of an endpoint. */
export const basePath = () => checkedText(basePathProblem);

/** The protocols of endpoints. */
export const endpointType = z.enum([
  'REST',
  'HTTP',
  'gRPC',
  'GraphQL',
  'Websocket',
  'TCP',
  'UDP',
]);

/** Who may call an endpoint. Each level includes those before it. */
export const exposure = z.enum(['Project', 'Organization', 'Public']);

/** A cron expression. */
export const schedule = () => checkedText(scheduleProblem);

/** A name of the time zone database. */
export const timeZone = () => checkedText(timeZoneProblem);

/** The number of replicas of a component. */
export const replicas = z
  .int()
  .min(0)
  .max(1000)
  .optional()
  .describe(
    'Number of replicas of a service or web application. That of its class by default.',
  );

const configurationGroupRef = z.object({
  name: objectName('Name of the configuration group.'),
  key: configurationKey.describe('Key in the configuration group.'),
});

const environmentVariable = z
  .object({
    key: checkedText(variableNameProblem).describe('Name of the variable.'),
    value: z.string().optional().describe('Plain value. Never a secret.'),
    valueFrom: z
      .object({ configurationGroupRef })
      .optional()
      .describe('Source of the value, in place of a plain value.'),
  })
  .refine(
    ({ value, valueFrom }) =>
      (value === undefined) !== (valueFrom === undefined),
    { message: 'needs either a value or a source of the value' },
  );

/** Environment variables with values of their own, or values of configuration groups. */
export const environmentVariables = z
  .array(environmentVariable)
  .max(100)
  .superRefine(rejectDuplicates('key', ({ key }) => key))
  .optional();

const endpoint = z.object({
  name: newName.describe('Name of the endpoint.'),
  type: endpointType
    .optional()
    .describe(
      'Protocol. That of an existing endpoint, or else `REST`, `HTTP` for a web application.',
    ),
  port: port().describe('Port that the component listens on.'),
  basePath: basePath()
    .optional()
    .describe('Base path of its API, such as /v1. `/` for a new endpoint.'),
  exposure: exposure
    .optional()
    .describe('Who may call it. `Project` for a new endpoint.'),
  apiDefinition: optionalText(
    'Definition of its API, such as an OpenAPI document.',
  ),
});

/**
 * An endpoint of a component.
 *
 * @public
 */
export type EndpointInput = z.output<typeof endpoint>;

/** Endpoints, each with a name and a port of its own. */
export const endpoints = z
  .array(endpoint)
  .max(20)
  .superRefine(rejectDuplicates('name', ({ name }) => name))
  .superRefine(
    rejectDuplicates(
      'port',
      ({ port: number, type }) => `${number}/${type === 'UDP' ? 'UDP' : 'TCP'}`,
    ),
  )
  .optional();

/** Reports each item whose value an earlier item has, at its field. */
function rejectDuplicates<T>(field: string, valueOf: (item: T) => string) {
  return (items: readonly T[], context: z.RefinementCtx) => {
    const values = items.map(valueOf);
    values.forEach((value, index) => {
      const first = values.indexOf(value);
      if (first < index) {
        context.addIssue({
          code: 'custom',
          path: [index, field],
          message: `is the same as that of item ${first + 1}: use another one`,
        });
      }
    });
  };
}

const trait = z.object({
  kind: z
    .enum(['Trait', 'ClusterTrait'])
    .optional()
    .describe('Kind of the trait. `Trait` by default.'),
  name: objectName('Name of the trait.'),
  instanceName: newName
    .optional()
    .describe('Name of the instance. That of the trait by default.'),
  parameters: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'Parameters of the trait, according to its schema. Never secrets.',
    ),
});

/** Traits of a component, each with an instance name of its own. */
export const traits = z
  .array(trait)
  .max(20)
  .superRefine(
    rejectDuplicates(
      'instanceName',
      ({ name, instanceName = name }) => instanceName,
    ),
  )
  .optional();

/** The environment of a verb that changes what a component deploys to the first environment. */
export const firstEnvironmentField = {
  environment: objectName(
    'The first environment of the pipeline, which the change is deployed to.',
  ),
};

/** What verbs have in common that change what a component deploys to the first environment. */
export const deploysToFirstEnvironment = {
  environment: deploysTo('environment'),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  references: { environment: 'environment' },
  completion: 'ready',
  conflict:
    'The environment is not the first of the pipeline, or the component is changed at the same time.',
} as const;

/** What a verb has changed, or would change. */
export const changesOutput = {
  changes: appliedChanges,
  warnings: z
    .array(z.string())
    .optional()
    .describe('What may keep the change from having its effect.'),
};

/** How an image is built from source code. */
export const build = z.object({
  repository: checkedText(repositoryProblem).describe(
    'URL of the Git repository, such as https://git.example.com/shop/greeter.',
  ),
  branch: branch().optional().describe('Branch to build. `main` by default.'),
  path: checkedText(sourcePathProblem)
    .optional()
    .describe('Folder of the component in the repository. `.` by default.'),
  template: objectName(
    'Name of the build template of the build plane, such as `docker` or `google-cloud-buildpacks`.',
  ),
  parameters: z
    .array(
      z.object({
        name: checkedText(buildParameterProblem).describe(
          'Name of the parameter.',
        ),
        value: z.string().describe('Value of the parameter.'),
      }),
    )
    .max(50)
    .superRefine(rejectDuplicates('name', ({ name }) => name))
    .optional()
    .describe('Parameters of the build template, such as `dockerfile-path`.'),
  secret: optionalText(
    'Name of the Secret with the credentials of a private repository.',
  ),
});

import { z } from 'zod';
import { variableNameProblem } from '../fieldRules';
import {
  objectName,
  optionalObjectName,
  resourceFields,
} from '../operations/Operation';
import { componentUpdatePermission } from '../permissions';
import {
  changesOutput,
  checkedText,
  deploysToFirstEnvironment,
  firstEnvironmentField,
} from './componentFields';
import { newName } from './fields';
import { declareVerb } from './Verb';

const { environment, attributes, references, completion, conflict } =
  deploysToFirstEnvironment;

export const connectComponent = declareVerb({
  name: 'connect-component',
  title: 'Connect a component',
  description:
    'Connects an OpenChoreo component to an endpoint of another one, whose address it gets in environment variables; or removes the connection. A dry run returns the changes without making them.',
  resource: 'component',
  permission: componentUpdatePermission,
  environment,
  input: z.object({
    ...resourceFields.component,
    ...firstEnvironmentField,
    target: objectName('Name of the component to connect to.'),
    endpoint: optionalObjectName(
      'Endpoint of the target. Needed when it has several.',
    ),
    connection: newName
      .optional()
      .describe('Name of the connection. The name of the target by default.'),
    variables: z
      .array(
        z.object({
          key: checkedText(variableNameProblem).describe(
            'Name of the variable.',
          ),
          value: z
            .string()
            .min(1)
            .describe(
              'Go template with the values host, port, scheme, basePath, uri and url, such as `{{ .host }}:{{ .port }}`.',
            ),
        }),
      )
      .min(1)
      .max(20)
      .optional()
      .describe(
        'Environment variables with the address. By default the URL, in a variable such as `GREETER_URL`.',
      ),
    remove: z
      .boolean()
      .optional()
      .describe('Whether to remove the connection instead.'),
  }),
  output: z.object({
    ...changesOutput,
    connection: z.string().describe('Name of the connection.'),
  }),
  attributes,
  references: { ...references, target: 'component' },
  completion,
  http: {
    method: 'PUT',
    path: '/environments/{environment}/connections/{target}',
    status: 200,
    conflict,
  },
  audit: {
    eventId: 'component-connect',
    severityLevel: 'medium',
    meta: ({ environment: name, target, remove }) => ({
      environment: name,
      target,
      ...(remove && { remove: 'true' }),
    }),
  },
});

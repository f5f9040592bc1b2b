import { z } from 'zod';
import { optionalObjectName, resourceFields } from '../operations/Operation';
import { componentUpdatePermission } from '../permissions';
import { descriptor, schemaFiles } from './applyWorkload';
import {
  changesOutput,
  deploysToFirstEnvironment,
  firstEnvironmentField,
  imageReference,
} from './componentFields';
import { declareVerb } from './Verb';

const { environment, attributes, references, completion, conflict } =
  deploysToFirstEnvironment;

export const deployComponent = declareVerb({
  name: 'deploy-component',
  title: 'Deploy a component',
  description:
    'Deploys an image or the result of a build of an OpenChoreo component to the first environment of the deployment pipeline; promotions bring it to the others. For CI. A dry run returns the changes without making them.',
  resource: 'component',
  permission: componentUpdatePermission,
  environment,
  input: z.object({
    ...resourceFields.component,
    ...firstEnvironmentField,
    image: imageReference()
      .optional()
      .describe('Reference of the image, with its tag. Excludes a build.'),
    build: optionalObjectName(
      'Name of the Build whose image to deploy. Excludes an image.',
    ),
    descriptor: descriptor
      .optional()
      .describe(
        'Content of a workload descriptor, which replaces endpoints and connections.',
      ),
    schemaFiles,
  }),
  output: z.object({
    ...changesOutput,
    image: z.string().describe('Reference of the deployed image.'),
  }),
  attributes,
  references,
  completion,
  http: {
    method: 'PUT',
    path: '/environments/{environment}/image',
    status: 200,
    conflict,
  },
  audit: {
    eventId: 'component-deploy',
    severityLevel: 'medium',
    meta: ({ environment: name, build }) => ({
      environment: name,
      ...(build && { build }),
    }),
    outcome: ({ image }) => ({ image }),
  },
});

import { z } from 'zod';
import { resourceFields } from '../operations/Operation';
import { componentUpdatePermission } from '../permissions';
import {
  changesOutput,
  deploysToFirstEnvironment,
  firstEnvironmentField,
  imageReference,
} from './componentFields';
import { declareVerb } from './Verb';

const { environment, attributes, references, completion, conflict } =
  deploysToFirstEnvironment;

/** Largest descriptor or schema file, in characters. */
const maxFileLength = 500_000;

/** The content of a `workload.yaml` or `score.yaml`. */
export const descriptor = z
  .string()
  .min(1)
  .max(maxFileLength)
  .describe(
    'Content of a workload descriptor: of a `workload.yaml`, with the endpoints and connections of the component, or of a Score file (`score.yaml`), with its containers as well.',
  );

/** The content of each file that a descriptor names. */
export const schemaFiles = z
  .array(
    z.object({
      path: z.string().min(1).describe('Path, as in the descriptor.'),
      content: z.string().max(maxFileLength).describe('Content of the file.'),
    }),
  )
  .max(20)
  .optional()
  .describe(
    'The files that the descriptor names: `schemaFile`, and `source` of a Score file.',
  );

export const applyWorkload = declareVerb({
  name: 'apply-workload',
  title: 'Apply a workload descriptor',
  description:
    'Replaces the endpoints and connections of an OpenChoreo component by those of a workload descriptor. Its containers are kept, or those of a Score file. It is deployed to the first environment of the deployment pipeline. A dry run returns the changes without making them.',
  resource: 'component',
  permission: componentUpdatePermission,
  environment,
  input: z.object({
    ...resourceFields.component,
    ...firstEnvironmentField,
    descriptor,
    schemaFiles,
    image: imageReference()
      .optional()
      .describe('New image of the main container. The current one by default.'),
  }),
  output: z.object(changesOutput),
  attributes,
  references,
  completion,
  http: {
    method: 'PUT',
    path: '/environments/{environment}/workload-descriptor',
    status: 200,
    conflict,
  },
  audit: {
    eventId: 'workload-apply',
    severityLevel: 'medium',
    meta: ({ environment: name, image }) => ({
      environment: name,
      ...(image && { image }),
    }),
  },
});

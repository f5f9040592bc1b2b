import { z } from 'zod';
import { optionalObjectName, resourceFields } from '../operations/Operation';
import { componentBuildPermission } from '../permissions';
import { branch } from './componentFields';
import { createdObjects, idempotencyKey } from './fields';
import { declareVerb } from './Verb';

export const buildComponent = declareVerb({
  name: 'build-component',
  title: 'Build a component',
  description:
    'Starts a build of an OpenChoreo component from its source code. The result is deployed to the first environment of the deployment pipeline.',
  resource: 'component',
  permission: componentBuildPermission,
  input: z.object({
    ...resourceFields.component,
    branch: branch()
      .optional()
      .describe('Branch to build. That of the component by default.'),
    commit: z
      .string()
      .regex(
        /^[0-9a-f]{7,64}$/,
        'is not a commit: use 7 to 64 hexadecimal digits in lower case',
      )
      .optional()
      .describe('Commit to build. The newest of the branch by default.'),
    deploymentTrack: optionalObjectName(
      'Deployment track that the result is deployed to. The default track by default.',
    ),
    idempotencyKey,
  }),
  output: z.object({
    build: z.string().describe('Name of the Build.'),
    branch: z.string().optional().describe('Branch that is built.'),
    commit: z.string().optional().describe('Commit that is built.'),
    objects: createdObjects,
  }),
  attributes: { readOnly: false, destructive: false, idempotent: false },
  deliverable: false,
  http: {
    method: 'POST',
    path: '/builds',
    status: 201,
    conflict: 'The component is not built from source code.',
  },
  audit: {
    eventId: 'component-build',
    severityLevel: 'medium',
    meta: ({ branch: name, commit }) => ({
      ...(name && { branch: name }),
      ...(commit && { commit }),
    }),
    outcome: ({ build }) => ({ build }),
  },
});

import { z } from 'zod';
import { objectName, resourceFields } from '../operations/Operation';
import { pipelineUpdatePermission } from '../permissions';
import {
  appliedChanges,
  descriptiveFields,
  newName,
  seenVersion,
} from './fields';
import { declareVerb } from './Verb';

export const applyPipeline = declareVerb({
  name: 'apply-pipeline',
  title: 'Create or change a deployment pipeline',
  description:
    'Creates an OpenChoreo deployment pipeline of an organization, or replaces its promotion paths. A dry run returns the changes without making them.',
  resource: 'organization',
  permission: pipelineUpdatePermission,
  input: z.object({
    ...resourceFields.organization,
    name: newName,
    ...descriptiveFields('pipeline'),
    resourceVersion: seenVersion('get-deployment-pipeline'),
    paths: z
      .array(
        z.object({
          from: objectName('Name of the environment that releases come from.'),
          to: objectName('Name of the environment that they are promoted to.')
            .optional()
            .describe(
              'Name of the environment that they are promoted to. Omit it for a pipeline of one environment.',
            ),
          requiresApproval: z
            .boolean()
            .optional()
            .describe(
              'Whether a promotion needs an approval. That of now, or false, by default.',
            ),
        }),
      )
      .min(1, 'names no environment: give at least one path')
      .max(100)
      .describe(
        'All promotion paths. The environment that no path leads to is the first one: components are deployed to it.',
      ),
  }),
  output: z.object({
    organization: z.string().describe('Name of the organization.'),
    pipeline: z.string().describe('Name of the deployment pipeline.'),
    changes: appliedChanges,
  }),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  creates: 'deployment-pipeline',
  http: { method: 'PUT', path: '/pipelines/{name}', status: 200 },
  audit: {
    eventId: 'pipeline-apply',
    severityLevel: 'medium',
    meta: ({ name }) => ({ pipeline: name }),
  },
});

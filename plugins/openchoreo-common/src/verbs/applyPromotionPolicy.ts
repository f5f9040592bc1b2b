import { z } from 'zod';
import { objectName, resourceFields } from '../operations/Operation';
import { pipelineUpdatePermission } from '../permissions';
import { policyApproversSchema, policyGateSchema } from '../promotionPolicy';
import { appliedChanges, newName, seenVersion } from './fields';
import { declareVerb } from './Verb';

export const applyPromotionPolicy = declareVerb({
  name: 'apply-promotion-policy',
  title: 'Create or change a promotion policy',
  description:
    'Creates a promotion policy of an OpenChoreo deployment pipeline, or changes the gates and approvals of the given edges. Rules of other edges, and other settings of a rule, stay. A dry run returns the changes without making them.',
  resource: 'organization',
  permission: pipelineUpdatePermission,
  input: z.object({
    ...resourceFields.organization,
    name: newName,
    pipeline: objectName('Name of the deployment pipeline.'),
    resourceVersion: seenVersion('get-deployment-pipeline'),
    rules: z
      .array(
        z.object({
          from: objectName('Name of the environment that releases come from.'),
          to: objectName('Name of the environment that they are promoted to.'),
          approvers: policyApproversSchema
            .optional()
            .describe(
              'Who approves. Those of now by default; none with minApprovals 0.',
            ),
          gates: z
            .array(policyGateSchema)
            .max(20)
            .optional()
            .describe(
              'All quality gates of the edge. Those of now by default; none with an empty list.',
            ),
        }),
      )
      .min(1, 'names no edge: give at least one rule')
      .max(200)
      .describe('The rules to create or change, at most one for each edge.'),
  }),
  output: z.object({
    organization: z.string().describe('Name of the organization.'),
    policy: z.string().describe('Name of the promotion policy.'),
    changes: appliedChanges,
  }),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  http: { method: 'PUT', path: '/promotion-policies/{name}', status: 200 },
  audit: {
    eventId: 'promotion-policy-apply',
    severityLevel: 'medium',
    meta: ({ name, pipeline }) => ({ policy: name, pipeline }),
  },
});

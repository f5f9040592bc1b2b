import { z } from 'zod';
import { deploysTo, objectName, resourceFields } from '../operations/Operation';
import { releasePromotePermission } from '../permissions';
import { promotionViewSchema } from '../promotions';
import { idempotencyKey } from './fields';
import { declareVerb } from './Verb';

export const promoteComponent = declareVerb({
  name: 'promote-component',
  title: 'Promote a component',
  description:
    'Requests the promotion of the release that an OpenChoreo component runs in one environment to the next environment of its deployment pipeline. The control plane performs it; get-deploy-board shows its progress. Pass the release that was seen there, so that no other release is promoted.',
  resource: 'component',
  permission: releasePromotePermission,
  environment: deploysTo('to'),
  input: z.object({
    ...resourceFields.component,
    from: objectName('Environment to promote from.'),
    to: objectName('Environment to promote to.'),
    release: z
      .string()
      .min(7)
      .optional()
      .describe(
        'Content hash, or at least its first seven characters, of the release that was seen in `from`. Rejected when `from` runs another release now.',
      ),
    reason: z.string().max(1000).optional().describe('Reason, for the record.'),
    idempotencyKey,
  }),
  output: promotionViewSchema,
  attributes: { readOnly: false, destructive: true, idempotent: false },
  references: { from: 'environment', to: 'environment' },
  completion: 'promoted',
  http: {
    method: 'POST',
    path: '/promotions',
    status: 202,
    conflict:
      'The promotion is blocked, or the environment no longer runs the release that was seen.',
  },
  audit: {
    eventId: 'release-promote',
    severityLevel: 'medium',
    meta: ({ from, to }) => ({ from, to }),
    outcome: ({ name, release }) => ({
      promotion: name,
      release: release?.hash,
    }),
  },
});

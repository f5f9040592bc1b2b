import { z } from 'zod';
import { objectName, resourceFields } from '../operations/Operation';
import {
  environmentApprovePermission,
  environmentDeployPermission,
  promotionApprovePermission,
  promotionCancelPermission,
} from '../permissions';
import { promotionViewSchema, type PromotionView } from '../promotions';
import { declareVerb } from './Verb';

const maxCommentLength = 1000;

const decisionFields = {
  ...resourceFields.component,
  name: objectName('Name of the promotion.'),
};

const decisionAttributes = {
  readOnly: false,
  destructive: true,
  idempotent: true,
};

/** The audit event of a decision about a promotion. */
const decisionAudit = (eventId: string) => ({
  eventId,
  severityLevel: 'medium' as const,
  meta: ({ name }: { name: string }) => ({ promotion: name }),
  outcome: ({ to, release }: PromotionView) => ({
    to,
    release: release?.hash,
  }),
});

/** The route of a decision about a promotion. */
const decisionRoute = <Action extends string>(action: Action) =>
  ({
    method: 'POST',
    path: `/promotions/{name}/${action}`,
    status: 200,
    conflict:
      'The promotion does not wait for the decision any more, or it is not the one that was seen.',
  } as const);

export const approvePromotion = declareVerb({
  name: 'approve-promotion',
  title: 'Approve a promotion',
  description:
    'Approves a promotion of an OpenChoreo component that awaits approval. The approval counts if the policy of the pipeline lists the caller. Pass the artifact that was seen, so that no other release is approved. A second approval of the same person has no effect.',
  resource: 'component',
  permission: promotionApprovePermission,
  environment: {
    permission: environmentApprovePermission,
    field: 'name',
    names: 'promotion',
  },
  input: z.object({
    ...decisionFields,
    artifact: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The `artifact` of the promotion that was seen. Rejected when the promotion is about another one.',
      ),
    comment: z
      .string()
      .max(maxCommentLength)
      .optional()
      .describe('Comment, for the record.'),
    confirmed: z
      .array(z.string())
      .optional()
      .describe(
        'The check list items of the promotion that the caller confirms.',
      ),
  }),
  output: promotionViewSchema,
  attributes: decisionAttributes,
  deliverable: false,
  http: decisionRoute('approve'),
  audit: decisionAudit('promotion-approve'),
});

export const rejectPromotion = declareVerb({
  name: 'reject-promotion',
  title: 'Reject a promotion',
  description:
    'Rejects a promotion of an OpenChoreo component that awaits approval. It ends without an effect. A comment says why.',
  resource: 'component',
  permission: promotionApprovePermission,
  environment: {
    permission: environmentApprovePermission,
    field: 'name',
    names: 'promotion',
  },
  input: z.object({
    ...decisionFields,
    comment: z
      .string()
      .trim()
      .min(1, 'says why the promotion is rejected: it must not be empty')
      .max(maxCommentLength)
      .describe('Why it is rejected, for the requester.'),
  }),
  output: promotionViewSchema,
  attributes: decisionAttributes,
  deliverable: false,
  http: decisionRoute('reject'),
  audit: decisionAudit('promotion-reject'),
});

export const cancelPromotion = declareVerb({
  name: 'cancel-promotion',
  title: 'Cancel a promotion',
  description:
    'Cancels a promotion of an OpenChoreo component. While it waits, it ends without an effect. During its rollout, the environment gets the previous release back.',
  resource: 'component',
  permission: promotionCancelPermission,
  environment: {
    permission: environmentDeployPermission,
    field: 'name',
    names: 'promotion',
  },
  input: z.object({
    ...decisionFields,
    comment: z
      .string()
      .max(maxCommentLength)
      .optional()
      .describe('Comment, for the record.'),
  }),
  output: promotionViewSchema,
  attributes: decisionAttributes,
  deliverable: false,
  http: decisionRoute('cancel'),
  audit: decisionAudit('promotion-cancel'),
});

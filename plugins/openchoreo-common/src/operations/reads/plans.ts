import { z } from 'zod';
import { deploymentReadPermission } from '../../permissions';
import { promotionPlanSchema } from '../../plan';
import { objectName, optionalObjectName, resourceFields } from '../Operation';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';

const getPromotionPlan = declareRead({
  name: 'get-promotion-plan',
  title: 'Get the plan of a promotion',
  description:
    'Returns what a promotion would change in its target environment: the release, the differences (values of the configuration are hidden), what blocks it now, warnings, quality gates and approvals. Use it before promote-component, and pass the release of the plan to it. Changes nothing.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    from: objectName('Environment to promote from.'),
    to: objectName('Environment to promote to.'),
  }),
  output: promotionPlanSchema,
  http: get('/plan'),
  audit: audit('deployment-fetch', 'plan'),
  agent: wholeAnswer(promotionPlanSchema),
});

const getRequestedPromotionPlan = declareRead({
  name: 'get-requested-promotion-plan',
  title: 'Get the plan of a requested promotion',
  description:
    'Returns what a promotion that was requested changes in its target environment, and what blocks it. Use it before approve-promotion or reject-promotion. Changes nothing.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    name: objectName('Name of the promotion.'),
  }),
  output: promotionPlanSchema,
  http: get('/promotions/{name}/plan'),
  audit: audit('deployment-fetch', 'plan'),
  agent: wholeAnswer(promotionPlanSchema),
});

const getRollbackPlan = declareRead({
  name: 'get-rollback-plan',
  title: 'Get the plan of a rollback',
  description:
    'Returns what a rollback to an earlier release would change in an environment, and what blocks it now. Use it before roll-back-component; list-releases has the artifacts. Changes nothing.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Environment to roll back.'),
    artifact: objectName('Name of the artifact of the earlier release.'),
    revisionOf: optionalObjectName(
      'Name of the promotion that brought the revision. Default: the last one.',
    ),
  }),
  output: promotionPlanSchema,
  http: get('/rollback-plan'),
  audit: audit('deployment-fetch', 'plan'),
  agent: wholeAnswer(promotionPlanSchema),
});

/** The reads of what a promotion or a rollback would change. */
export const planReads = {
  getPromotionPlan,
  getRequestedPromotionPlan,
  getRollbackPlan,
};

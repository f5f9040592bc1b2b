import { z } from 'zod';
import { deploymentReadPermission } from '../../permissions';
import {
  approvalListSchema,
  promotionListSchema,
  promotionPhaseSchema,
  promotionViewSchema,
  releaseListSchema,
} from '../../promotions';
import { promotionDescriptionSchema } from '../../promotionDescription';
import { projectPromotionSchema } from '../../verbs/promoteProject';
import { objectName, optionalObjectName, resourceFields } from '../Operation';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';
import {
  historyFormats,
  historyPageFields,
  maxPageSize,
} from './historyFields';

const historyFields = {
  environment: optionalObjectName('Only promotions to this environment.'),
  person: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Only promotions that this user has requested or decided about, as an entity ref.',
    ),
  phase: promotionPhaseSchema
    .optional()
    .describe('Only promotions in this phase.'),
  type: z
    .enum(['Promote', 'RollBack'])
    .optional()
    .describe('Only promotions, or only rollbacks.'),
  ...historyPageFields,
};

const listPromotions = declareRead({
  name: 'list-promotions',
  title: 'List the promotions of a component',
  description: 'Newest first, in pages.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({ ...resourceFields.component, ...historyFields }),
  output: promotionListSchema,
  formats: historyFormats,
  http: get('/promotions'),
  audit: audit('deployment-fetch', 'promotions'),
});

const listProjectPromotions = declareRead({
  name: 'list-project-promotions',
  title: 'List the promotions of a project',
  description:
    'The promotions of the components that the caller may see, newest first, in pages. Components that were deleted are part of it.',
  resource: 'project',
  permission: 'signed-in',
  input: z.object({ ...resourceFields.project, ...historyFields }),
  output: promotionListSchema,
  formats: historyFormats,
  http: get('/promotions'),
  audit: audit('deployment-fetch', 'promotions'),
});

const listOrganizationPromotions = declareRead({
  name: 'list-organization-promotions',
  title: 'List the promotions of an organization',
  description:
    'The promotions of the components that the caller may see, newest first, in pages. Components that were deleted are part of it.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object({ ...resourceFields.organization, ...historyFields }),
  output: promotionListSchema,
  formats: historyFormats,
  http: get('/promotions'),
  audit: audit('deployment-fetch', 'promotions'),
});

const listApprovals = declareRead({
  name: 'list-approvals',
  title: 'List the promotions that await approval',
  description:
    'Returns the promotions of all organizations that await approval, of components that the caller may see, and whether the caller can approve them, or why not. Use it before approve-promotion or reject-promotion; get-requested-promotion-plan tells what each changes.',
  resource: 'platform',
  permission: 'signed-in',
  input: z.object({}),
  output: approvalListSchema,
  http: get('/approvals'),
  audit: audit('deployment-fetch', 'approvals'),
  agent: wholeAnswer(approvalListSchema),
});

const listReleases = declareRead({
  name: 'list-releases',
  title: 'List the releases of a component',
  description:
    'Returns for each environment the releases that it runs or has run, newest first, and whether it can be rolled back to them, or why not. Use it before roll-back-component, and to learn who deployed what and when.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    environment: optionalObjectName('Only this environment.'),
    limit: z.coerce
      .number<string | number>()
      .int()
      .min(1)
      .max(maxPageSize)
      .optional()
      .describe('The most releases of an environment. Default: 20.'),
  }),
  output: releaseListSchema,
  http: get('/releases'),
  audit: audit('deployment-fetch', 'releases'),
  agent: wholeAnswer(releaseListSchema),
});

const getPromotion = declareRead({
  name: 'get-promotion',
  title: 'Get a promotion of a component',
  description:
    'Returns a promotion of an OpenChoreo component with its phase, steps, quality gates, approvals and what it waits for. Use it after promote-component or roll-back-component, to follow the promotion until it has ended.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    name: objectName('Name of the promotion.'),
  }),
  output: promotionViewSchema,
  http: get('/promotions/{name}'),
  audit: audit('deployment-fetch', 'promotion'),
  agent: wholeAnswer(promotionViewSchema),
});

const getProjectPromotion = declareRead({
  name: 'get-project-promotion',
  title: 'Get the promotion of a project',
  description:
    'Returns the promotion of the components of an OpenChoreo project with its phase, what it waits for, and the promotions of the components that the caller may see. Use it after promote-project, to follow the promotion until it has ended.',
  resource: 'project',
  permission: 'signed-in',
  input: z.object({
    ...resourceFields.project,
    name: objectName('Name of the promotion.'),
  }),
  output: projectPromotionSchema,
  http: get('/promotions/{name}'),
  audit: audit('deployment-fetch', 'project-promotion'),
  agent: wholeAnswer(projectPromotionSchema),
});

const describePromotion = declareRead({
  name: 'describe-promotion',
  title: 'Describe a promotion',
  description:
    'Returns a promotion of an organization by its name alone: its component, phase, steps, gates and decisions, what it changes, what happens when it fails, whether the caller can decide about it or cancel it, or why not, and the earlier promotions to the same environment.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object({
    ...resourceFields.organization,
    name: objectName('Name of the promotion.'),
  }),
  output: promotionDescriptionSchema,
  http: get('/promotions/{name}'),
  audit: audit('deployment-fetch', 'promotion-description'),
});

/** The reads of promotions and releases. */
export const promotionReads = {
  listPromotions,
  listProjectPromotions,
  listOrganizationPromotions,
  listApprovals,
  listReleases,
  getPromotion,
  getProjectPromotion,
  describePromotion,
};

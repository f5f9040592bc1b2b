import type {
  PendingApproval,
  PromotionDescription,
  PromotionRecord,
  PromotionView,
  ReleaseList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ago, plan, promotion, revision } from './builders';
import { awaitingApproval } from './promotionBoards';

const day = 60 * 24;
const component = {
  organization: 'default',
  project: 'shop',
  component: 'greeter',
};

/** Promotions that have ended, newest first. */
export const endedPromotions: PromotionRecord[] = [
  ended('p6', 1.2, { phase: 'Succeeded', from: 'development', to: 'staging' }),
  ended('p5', 2, {
    phase: 'Rejected',
    requestedBy: 'user:default/sam.lee',
    approvals: [
      {
        by: 'user:default/kim.park',
        decision: 'Rejected',
        at: ago(2 * day),
        comment: 'Not before the holidays.',
      },
    ],
  }),
  ended('p4', 5, {
    phase: 'RolledBack',
    release: revision('c0ffee1', '1.4.0').release,
  }),
  ended('p3', 9, {
    phase: 'Succeeded',
    release: revision('51be09d', '1.3.0').release,
    requestedBy: 'user:default/sam.lee',
    reason: 'Release of the week.',
  }),
  ended('p2', 20, {
    phase: 'Succeeded',
    type: 'RollBack',
    from: 'production',
    release: revision('a11ce00', '1.2.7').release,
    reason: 'Orders were lost.',
  }),
  ended('p1', 21, {
    phase: 'Succeeded',
    release: revision('b0bb1e5', '1.2.8').release,
  }),
];

function ended(
  name: string,
  days: number,
  changes: Partial<PromotionView>,
): PromotionRecord {
  const view = promotion(
    {},
    {
      name: `greeter-${name}`,
      startedAt: ago(days * day + 20),
      completedAt: ago(days * day),
      ...changes,
    },
  );
  return {
    ...view,
    component,
    transitions: [
      {
        phase: 'Checking',
        at: ago(days * day + 20),
        by: view.requestedBy,
        reason: 'Requested',
        message: 'The promotion was requested.',
      },
      {
        phase: 'Progressing',
        at: ago(days * day + 12),
        reason: 'GatesPassed',
        message: 'All quality gates passed.',
      },
      {
        phase: view.phase,
        at: ago(days * day),
        reason: view.phase,
        message: 'The promotion has ended.',
      },
    ],
  };
}

/** The releases of the environments of the sample component. */
export const releaseList: ReleaseList = {
  environments: [
    {
      environment: 'development',
      revisions: [
        revision('7f3a2c1', '1.4.2', {
          since: ago(50),
          isCurrent: true,
          canRollBack: false,
          reason: 'Development runs it now.',
          by: undefined,
        }),
      ],
    },
    {
      environment: 'staging',
      revisions: [
        revision('7f3a2c1', '1.4.2', {
          since: ago(47),
          promotion: 'greeter-p6',
          isCurrent: true,
          canRollBack: false,
          reason: 'Staging runs it now.',
        }),
        revision('c0ffee1', '1.4.0', {
          since: ago(5 * day),
          until: ago(47),
        }),
      ],
    },
    {
      environment: 'production',
      revisions: [
        revision('51be09d', '1.3.0', {
          since: ago(9 * day),
          by: 'user:default/sam.lee',
          promotion: 'greeter-p3',
          isCurrent: true,
          canRollBack: false,
          reason: 'Production runs it now.',
        }),
        revision('a11ce00', '1.2.7', {
          since: ago(20 * day),
          until: ago(9 * day),
          promotion: 'greeter-p2',
        }),
        revision('b0bb1e5', '1.2.8', {
          since: ago(21 * day),
          until: ago(20 * day),
          promotion: 'greeter-p1',
        }),
        revision('a11ce00', '1.2.7', {
          since: ago(40 * day),
          until: ago(21 * day),
          canRollBack: false,
          release: {
            name: 'greeter-default-a11ce000',
            hash: '',
            short: '',
            images: [],
          },
          reason: 'The release is not kept any more. Choose another one.',
        }),
      ],
    },
  ],
};

/** Promotions that await approval: one that the caller can approve, and one that not. */
export const pendingApprovals: PendingApproval[] = [
  {
    component,
    entityRef: 'component:default/greeter',
    promotion: awaitingApproval,
    isProduction: true,
    canApprove: true,
  },
  {
    component: { ...component, component: 'recommendation-service' },
    entityRef: 'component:default/recommendation-service',
    promotion: promotion(
      { Approval: { state: 'Running', startedAt: ago(200) } },
      {
        name: 'recommendation-service-x',
        phase: 'AwaitingApproval',
        to: 'staging',
        from: 'development',
        startedAt: ago(210),
        requiredApproval: { count: 1, missing: 1, allowsSelfApproval: false },
      },
    ),
    isProduction: false,
    canApprove: false,
    reason: 'You requested it. Another person must approve it.',
  },
];

/** A promotion that waits for the caller. */
export const samplePromotion: PromotionDescription = {
  component,
  entityRef: 'component:default/greeter',
  promotion: awaitingApproval,
  plan: plan(),
  isProduction: true,
  rollsBackAutomatically: true,
  decide: { isAllowed: true },
  cancel: { isAllowed: true },
  earlier: endedPromotions.slice(1),
  asOf: ago(0),
};

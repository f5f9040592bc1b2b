import type {
  DeployBoard,
  DeploymentAction,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ago, board, promotion } from './builders';
import {
  current,
  development,
  old,
  production,
  promote,
  runningActions,
  staging,
} from './environments';

const { name } = promotion({});
const running = promote(
  'staging',
  'production',
  'A promotion to production is running.',
);
const cancel: DeploymentAction = {
  verb: 'Cancel',
  promotion: name,
  enabled: true,
};
const decisions: DeploymentAction[] = [
  { verb: 'Approve', promotion: name, enabled: true },
  { verb: 'Reject', promotion: name, enabled: true },
];
const replaces = { short: old.short, hash: old.hash };
const checked = {
  state: 'Succeeded',
  startedAt: ago(14),
  finishedAt: ago(12),
} as const;

const passedGates: PromotionView['gates'] = [
  {
    name: 'staging-healthy',
    type: 'Healthy',
    state: 'Passed',
    message: 'Staging has been ready for 47 minutes.',
    startedAt: ago(13),
    finishedAt: ago(12),
  },
  {
    name: 'load-test',
    type: 'Job',
    state: 'Passed',
    startedAt: ago(13),
    finishedAt: ago(12.5),
    url: 'https://ci.example.test/runs/4711',
  },
];

/** A promotion that has one of two approvals. */
export const awaitingApproval = promotion(
  {
    Check: checked,
    Approval: {
      state: 'Running',
      startedAt: ago(12),
      message: 'production needs approval: 1 of 2 approvals given.',
    },
  },
  {
    phase: 'AwaitingApproval',
    reason: 'Fixes the greeting in the evening.',
    replaces,
    startedAt: ago(14),
    gates: [
      ...passedGates,
      {
        name: 'release-notes',
        type: 'Manual',
        state: 'Pending',
        message: 'Waits for the confirmation of an approver.',
        startedAt: ago(13),
      },
    ],
    requiredApproval: {
      count: 2,
      missing: 1,
      groups: ['group:default/release-managers'],
      allowsSelfApproval: false,
      checklist: ['The release notes are written', 'Support has been told'],
      expiresAt: ago(-60 * 24 * 3 - 1),
    },
    approvals: [
      {
        by: 'user:default/sam.lee',
        decision: 'Approved',
        at: ago(5),
        comment: 'The load test looks good.',
      },
    ],
  },
);

/** Boards with promotions in each phase. */
export const promotionBoards = {
  promoting: board([
    development,
    staging,
    {
      ...production,
      state: 'Progressing',
      since: ago(1.2),
      release: { ...current, deployedAt: undefined },
      replaces: { short: old.short },
      message: 'Waiting for 2 pods.',
      progress: { ready: 1, total: 3 },
      promotion: promotion(
        {
          Check: checked,
          Approval: {
            state: 'Succeeded',
            startedAt: ago(12),
            finishedAt: ago(1.3),
          },
          RollOut: {
            state: 'Running',
            startedAt: ago(1.3),
            message: 'Waiting for 2 pods.',
          },
        },
        {
          replaces,
          gates: passedGates,
          approvals: awaitingApproval.approvals,
        },
      ),
      actions: [running, cancel, ...runningActions],
    },
  ]),

  waiting: board([
    development,
    staging,
    {
      ...production,
      promotion: awaitingApproval,
      actions: [running, ...decisions, cancel, ...runningActions],
    },
  ]),

  notApprover: board([
    development,
    staging,
    {
      ...production,
      promotion: awaitingApproval,
      actions: [
        running,
        ...decisions.map(action => ({
          ...action,
          enabled: false,
          reason: 'Only members of release-managers can decide.',
        })),
        {
          ...cancel,
          enabled: false,
          reason: 'You need the permission openchoreo.promotion.cancel.',
        },
        ...runningActions,
      ],
    },
  ]),

  checking: board([
    development,
    staging,
    {
      ...production,
      promotion: promotion(
        { Check: { state: 'Running', startedAt: ago(2) } },
        {
          phase: 'Checking',
          gates: [
            { ...passedGates[0], startedAt: ago(2), finishedAt: ago(1.9) },
            {
              name: 'security-scan',
              type: 'Webhook',
              state: 'Running',
              message: 'Waiting for scanner.example.test.',
              startedAt: ago(1.9),
            },
            {
              name: 'error-rate',
              type: 'Metric',
              state: 'Unknown',
              message: 'metrics.example.test does not answer (3 attempts).',
              startedAt: ago(1.9),
            },
          ],
        },
      ),
      actions: [running, cancel, ...runningActions],
    },
  ]),

  canary: board([
    development,
    staging,
    {
      ...production,
      state: 'Progressing',
      since: ago(6),
      message: undefined,
      promotion: promotion(
        {
          Check: checked,
          Approval: { state: 'Skipped' },
          RollOut: {
            state: 'Running',
            startedAt: ago(6),
            message: 'The next step is due in 4 minutes.',
          },
        },
        {
          replaces,
          canary: { step: 1, weight: 25, since: ago(1) },
          gates: [
            {
              name: 'error-rate',
              phase: 'Progressing',
              type: 'Metric',
              state: 'Passed',
              message: '0.2 % of the requests failed; 1 % is allowed.',
              startedAt: ago(1),
              finishedAt: ago(0.9),
            },
          ],
        },
      ),
      actions: [running, cancel, ...runningActions],
    },
  ]),

  promotionFailed: board(
    [
      development,
      staging,
      {
        ...production,
        release: current,
        since: ago(8.1),
        promotion: promotion(
          {
            Check: checked,
            Approval: { state: 'Skipped' },
            RollOut: {
              state: 'Succeeded',
              startedAt: ago(9),
              finishedAt: ago(8.2),
            },
            Verify: {
              state: 'Failed',
              startedAt: ago(8.2),
              finishedAt: ago(3),
              message: 'Gate error-rate failed.',
            },
          },
          {
            phase: 'Failed',
            completedAt: ago(3),
            replaces,
            gates: [
              ...passedGates,
              {
                name: 'error-rate',
                phase: 'Verifying',
                type: 'Metric',
                state: 'Failed',
                message: '4.1 % of the requests failed; 1 % is allowed.',
                startedAt: ago(4),
                finishedAt: ago(3),
                url: 'https://metrics.example.test/graph',
              },
            ],
          },
        ),
      },
    ],
    {
      lastPromotion: promotion(
        {},
        { phase: 'Failed', completedAt: ago(3), replaces },
      ),
    },
  ),

  rolledBack: board(
    [
      development,
      staging,
      {
        ...production,
        since: ago(2),
        promotion: promotion(
          {
            Check: checked,
            Approval: { state: 'Skipped' },
            RollOut: {
              state: 'Failed',
              startedAt: ago(9),
              finishedAt: ago(4),
              message:
                '1 of 3 pods restarts again and again (CrashLoopBackOff).',
            },
            Verify: { state: 'Skipped' },
            RollBack: {
              state: 'Succeeded',
              startedAt: ago(4),
              finishedAt: ago(3),
              message: 'Release 51be09d is back.',
            },
          },
          { phase: 'RolledBack', completedAt: ago(3), replaces },
        ),
      },
    ],
    {
      lastPromotion: promotion(
        {},
        { phase: 'RolledBack', completedAt: ago(3), replaces },
      ),
    },
  ),

  lastPromotion: board([development, staging, production], {
    lastPromotion: promotion(
      {},
      {
        phase: 'Succeeded',
        from: 'development',
        to: 'staging',
        completedAt: ago(47),
      },
    ),
  }),
} satisfies Record<string, DeployBoard>;

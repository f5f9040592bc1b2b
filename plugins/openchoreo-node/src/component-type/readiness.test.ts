import {
  translateReadiness,
  type Condition,
} from '@promenade/openchoreo-model';
import { deploymentStatus } from '../adapter-base/deploymentStatus';

const now = new Date('2026-11-30T12:00:00Z');
const longAgo = '2026-11-30T11:00:00Z';
const justNow = '2026-11-30T11:59:50Z';

const condition = (
  type: string,
  status: Condition['status'],
  reason: string,
  lastTransitionTime = longAgo,
): Condition => ({ type, status, reason, message: '', lastTransitionTime });

const stateOf = (
  conditions: Condition[],
  healthStatus: 'Progressing' | 'Healthy' | 'Degraded' = 'Healthy',
) =>
  deploymentStatus({
    intent: 'Active',
    isBeingDeleted: false,
    createdAt: longAgo,
    ready: translateReadiness(conditions, now),
    resources: [{ kind: 'Deployment', healthStatus }],
    isDataPlaneUnreachable: false,
    now,
  }).state;

describe('the state of a ReleaseBinding', () => {
  it.each([
    ['ResourcesProgressing', 'Progressing', 'Progressing'],
    ['ReleaseCreated', 'Progressing', 'Progressing'],
    ['SyncedNotReady', 'Progressing', 'Progressing'],
    ['ResourcesDegraded', 'Degraded', 'Degraded'],
    ['CronJobSuspended', 'Healthy', 'Suspended'],
    ['ConnectionsPending', 'Healthy', 'Waiting'],
    ['ResourceDependenciesPending', 'Healthy', 'Waiting'],
    ['ProjectReleaseNotSet', 'Healthy', 'Waiting'],
    ['RenderingFailed', 'Healthy', 'Failed'],
    ['ResourceApplyFailed', 'Healthy', 'Failed'],
    ['ReleaseUpdateFailed', 'Healthy', 'Failed'],
    ['JobFailed', 'Healthy', 'Failed'],
    ['DataPlaneNotFound', 'Healthy', 'Failed'],
    ['ResourcesUnknown', 'Healthy', 'Unknown'],
    ['AddedInTheNextVersion', 'Healthy', 'Unknown'],
  ] as const)('follows the reason %s', (reason, health, state) => {
    expect(stateOf([condition('Ready', 'False', reason)], health)).toBe(state);
  });

  it('waits for a reference that is missing for a short time only', () => {
    const conditions = [
      condition('Ready', 'False', 'EnvironmentNotFound', justNow),
    ];
    expect(stateOf(conditions)).toBe('Waiting');
  });

  it('follows another condition where the reason of Ready says nothing', () => {
    const conditions = [
      condition('Ready', 'False', 'NotReady'),
      condition('ReleaseSynced', 'True', 'ReleaseSynced'),
      condition('ResourcesReady', 'False', 'ResourcesProgressing'),
    ];
    expect(stateOf(conditions, 'Progressing')).toBe('Progressing');
  });

  it('is suspended when it is ready without running', () => {
    const conditions = [
      condition('Ready', 'True', 'Ready'),
      condition('ResourcesReady', 'True', 'ReadyWithSuspendedResources'),
    ];
    expect(stateOf(conditions)).toBe('Suspended');
  });

  it('is ready when its Job is complete', () => {
    const conditions = [
      condition('Ready', 'True', 'Ready'),
      condition('ResourcesReady', 'True', 'JobCompleted'),
    ];
    expect(stateOf(conditions)).toBe('Ready');
  });
});

import {
  deploymentStateOf,
  type DeploymentEvidence,
  type StateCause,
} from './deployment-state';
import type { ObservedHealth } from './observed-object';

const pods = (
  replicas: number,
  readyReplicas: number,
  conditions: object[] = [],
) => ({ replicas, readyReplicas, conditions });

const workload = (
  healthStatus: string,
  parts: Partial<ObservedHealth> = {},
): ObservedHealth => ({ kind: 'Deployment', healthStatus, ...parts });

const progressing = (reason: string) => [
  { type: 'Progressing', status: 'False', reason },
];

const cannotPull = { reason: 'ImagePullBackOff', pods: 2, of: 2 };

const notReady = (
  reason: string,
  parts: Partial<DeploymentEvidence> = {},
): Partial<DeploymentEvidence> => ({
  ready: { status: 'False', reason, observedGeneration: 1 },
  ...parts,
});

const stateOf = (parts: Partial<DeploymentEvidence>) =>
  deploymentStateOf({
    releaseState: 'Active',
    isBeingDeleted: false,
    generation: 1,
    ready: { status: 'True', reason: 'ResourcesActive', observedGeneration: 1 },
    objects: [workload('Healthy')],
    isOutOfReach: false,
    age: 3_600_000,
    ...parts,
  });

type Row = [string, Partial<DeploymentEvidence>, string, StateCause];

describe('deploymentStateOf', () => {
  it.each<Row>([
    ['healthy objects', {}, 'Ready', 'Runs'],
    [
      'an unreachable data plane, whatever the condition says',
      notReady('ReleaseNotApplied', { isOutOfReach: true }),
      'Unknown',
      'OutOfReach',
    ],
    [
      'a binding that is being deleted',
      { isBeingDeleted: true },
      'Progressing',
      'BeingRemoved',
    ],
    [
      'a condition of an older generation',
      { generation: 2 },
      'Progressing',
      'NotTakenUp',
    ],
    [
      'a new binding without a status',
      { ready: undefined, objects: undefined, age: 1_000 },
      'Progressing',
      'NotTakenUp',
    ],
    [
      'an old binding without a status',
      { ready: undefined, objects: undefined },
      'Unknown',
      'Silence',
    ],
    [
      'healthy objects without a condition',
      { ready: undefined },
      'Ready',
      'Runs',
    ],
    [
      'a Ready condition that was set before objects were observed',
      {
        ready: { status: 'True', reason: 'ResourcesActive' },
        objects: [],
      },
      'Progressing',
      'NothingSeen',
    ],
    [
      'a condition with status Unknown',
      { ready: { status: 'Unknown', reason: 'X', observedGeneration: 1 } },
      'Unknown',
      'Unrecognised',
    ],
    ['an unknown reason', notReady('Eclipse'), 'Unknown', 'Unrecognised'],
    [
      'a suspended binding',
      notReady('ResourcesSuspended', { releaseState: 'Suspend' }),
      'Suspended',
      'SuspendedOnPurpose',
    ],
    [
      'a binding to suspend whose objects still run',
      { releaseState: 'Suspend' },
      'Progressing',
      'BeingSuspended',
    ],
    [
      'an undeployed binding',
      notReady('ResourcesUndeployed', {
        releaseState: 'Undeploy',
        objects: undefined,
      }),
      'NotDeployed',
      'Undeployed',
    ],
    [
      'an undeployed binding whose objects still exist',
      notReady('ResourcesUndeployed', { releaseState: 'Undeploy' }),
      'Progressing',
      'BeingRemoved',
    ],
    [
      'pods that are not ready yet',
      notReady('ResourceHealthProgressing', {
        objects: [workload('Progressing', { status: pods(2, 0) })],
      }),
      'Progressing',
      'Health',
    ],
    [
      'an image that cannot be pulled',
      notReady('ResourceHealthProgressing', {
        objects: [workload('Progressing', { trouble: cannotPull })],
      }),
      'Failed',
      'Health',
    ],
    [
      'an image that cannot be pulled while pods of the previous release are ready',
      notReady('ResourceHealthProgressing', {
        objects: [
          workload('Progressing', { status: pods(3, 2), trouble: cannotPull }),
        ],
      }),
      'Degraded',
      'Health',
    ],
    [
      'pods that cannot be scheduled',
      notReady('ResourceHealthProgressing', {
        objects: [
          workload('Progressing', {
            trouble: { reason: 'Unschedulable', pods: 1, of: 1 },
          }),
        ],
      }),
      'Progressing',
      'Health',
    ],
    [
      'a workload that exceeded its progress deadline',
      notReady('ResourceHealthDegraded', {
        objects: [
          workload('Degraded', {
            status: pods(1, 0, progressing('ProgressDeadlineExceeded')),
          }),
        ],
      }),
      'Failed',
      'Health',
    ],
    [
      'a failed Job',
      notReady('ResourceHealthDegraded', {
        objects: [
          workload('Degraded', {
            kind: 'Job',
            status: {
              conditions: [
                {
                  type: 'Failed',
                  status: 'True',
                  reason: 'BackoffLimitExceeded',
                },
              ],
            },
          }),
        ],
      }),
      'Failed',
      'Health',
    ],
    [
      'a workload without ready pods after a complete rollout',
      notReady('ResourceHealthDegraded', {
        objects: [
          workload('Degraded', {
            status: pods(1, 0, progressing('NewReplicaSetAvailable')),
          }),
        ],
      }),
      'Degraded',
      'Health',
    ],
    [
      'pods that cannot be created',
      notReady('ResourceHealthDegraded', {
        objects: [
          workload('Degraded', {
            status: pods(0, 0, [
              {
                type: 'ReplicaFailure',
                status: 'True',
                message: 'exceeded quota',
              },
            ]),
          }),
        ],
      }),
      'Failed',
      'Health',
    ],
    [
      'a pending connection',
      notReady('ConnectionsPending'),
      'Waiting',
      'WaitsForConnections',
    ],
    [
      'a class that does not exist',
      notReady('ServiceClassNotFound'),
      'Failed',
      'SomethingMissing',
    ],
    [
      'missing configuration',
      notReady('ConfigurationMissing'),
      'Failed',
      'Refused',
    ],
    [
      'an object that the data plane rejected',
      notReady('ReleaseNotApplied'),
      'Failed',
      'Refused',
    ],
  ])('returns the state of %s', (_, evidence, state, cause) => {
    expect(stateOf(evidence)).toMatchObject({ state, cause });
  });

  it('returns the problem and its object', () => {
    const object = workload('Progressing', { trouble: cannotPull });
    const evidence = notReady('ResourceHealthProgressing', {
      objects: [workload('Healthy'), object],
    });
    expect(stateOf(evidence).trouble).toEqual({
      reason: 'ImagePullBackOff',
      mayPass: false,
      object,
    });
  });
});

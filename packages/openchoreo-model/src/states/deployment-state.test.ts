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
    isDataPlaneUnreachable: false,
    age: 3_600_000,
    ...parts,
  });

type Row = [string, Partial<DeploymentEvidence>, string, StateCause];

describe('deploymentStateOf', () => {
  it.each<Row>([
    ['healthy objects', {}, 'Ready', 'Running'],
    [
      'an unreachable data plane, whatever the condition says',
      notReady('ReleaseNotApplied', { isDataPlaneUnreachable: true }),
      'Unknown',
      'DataPlaneUnreachable',
    ],
    [
      'a binding that is being deleted',
      { isBeingDeleted: true },
      'Progressing',
      'Deleting',
    ],
    [
      'a condition of an older generation',
      { generation: 2 },
      'Progressing',
      'NotObserved',
    ],
    [
      'a new binding without a status',
      { ready: undefined, objects: undefined, age: 1_000 },
      'Progressing',
      'NotObserved',
    ],
    [
      'an old binding without a status',
      { ready: undefined, objects: undefined },
      'Unknown',
      'NotReconciled',
    ],
    [
      'healthy objects without a condition',
      { ready: undefined },
      'Ready',
      'Running',
    ],
    [
      'a Ready condition that was set before objects were observed',
      {
        ready: { status: 'True', reason: 'ResourcesActive' },
        objects: [],
      },
      'Progressing',
      'NoObjects',
    ],
    [
      'a condition with status Unknown',
      { ready: { status: 'Unknown', reason: 'X', observedGeneration: 1 } },
      'Unknown',
      'UnknownReason',
    ],
    ['an unknown reason', notReady('Eclipse'), 'Unknown', 'UnknownReason'],
    [
      'a suspended binding',
      notReady('ResourcesSuspended', { releaseState: 'Suspend' }),
      'Suspended',
      'Suspended',
    ],
    [
      'a binding to suspend whose objects still run',
      { releaseState: 'Suspend' },
      'Progressing',
      'Suspending',
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
      'Deleting',
    ],
    [
      'pods that are not ready yet',
      notReady('ResourceHealthProgressing', {
        objects: [workload('Progressing', { status: pods(2, 0) })],
      }),
      'Progressing',
      'ObjectHealth',
    ],
    [
      'an image that cannot be pulled',
      notReady('ResourceHealthProgressing', {
        objects: [workload('Progressing', { trouble: cannotPull })],
      }),
      'Failed',
      'ObjectHealth',
    ],
    [
      'an image that cannot be pulled while pods of the previous release are ready',
      notReady('ResourceHealthProgressing', {
        objects: [
          workload('Progressing', { status: pods(3, 2), trouble: cannotPull }),
        ],
      }),
      'Degraded',
      'ObjectHealth',
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
      'ObjectHealth',
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
      'ObjectHealth',
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
      'ObjectHealth',
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
      'ObjectHealth',
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
      'ObjectHealth',
    ],
    [
      'a pending connection',
      notReady('ConnectionsPending'),
      'Waiting',
      'ConnectionsPending',
    ],
    [
      'a class that does not exist',
      notReady('ServiceClassNotFound'),
      'Failed',
      'ReferenceNotFound',
    ],
    [
      'missing configuration',
      notReady('ConfigurationMissing'),
      'Failed',
      'ReleaseFailed',
    ],
    [
      'an object that the data plane rejected',
      notReady('ReleaseNotApplied'),
      'Failed',
      'ReleaseFailed',
    ],
  ])('returns the state of %s', (_, evidence, state, cause) => {
    expect(stateOf(evidence)).toMatchObject({ state, cause });
  });

  it('returns the problem and its object', () => {
    const object = workload('Progressing', { trouble: cannotPull });
    const evidence = notReady('ResourceHealthProgressing', {
      objects: [workload('Healthy'), object],
    });
    expect(stateOf(evidence).problem).toEqual({
      reason: 'ImagePullBackOff',
      isTransient: false,
      object,
    });
  });
});

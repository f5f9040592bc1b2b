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
    ['what runs and is well', {}, 'Ready', 'Runs'],
    [
      'a data plane that does not answer, whatever was said before',
      notReady('ReleaseNotApplied', { isOutOfReach: true }),
      'Unknown',
      'OutOfReach',
    ],
    [
      'what is being deleted',
      { isBeingDeleted: true },
      'Progressing',
      'BeingRemoved',
    ],
    [
      'a change that nobody has looked at',
      { generation: 2 },
      'Progressing',
      'NotTakenUp',
    ],
    [
      'nothing said of something new',
      { ready: undefined, objects: undefined, age: 1_000 },
      'Progressing',
      'NotTakenUp',
    ],
    [
      'nothing said for long',
      { ready: undefined, objects: undefined },
      'Unknown',
      'Silence',
    ],
    ['objects without a condition', { ready: undefined }, 'Ready', 'Runs'],
    [
      'readiness that was said before anything was seen',
      {
        ready: { status: 'True', reason: 'ResourcesActive' },
        objects: [],
      },
      'Progressing',
      'NothingSeen',
    ],
    [
      'a condition that is itself Unknown',
      { ready: { status: 'Unknown', reason: 'X', observedGeneration: 1 } },
      'Unknown',
      'Unrecognised',
    ],
    [
      'a reason that is new to us',
      notReady('Eclipse'),
      'Unknown',
      'Unrecognised',
    ],
    [
      'what is suspended',
      notReady('ResourcesSuspended', { releaseState: 'Suspend' }),
      'Suspended',
      'SuspendedOnPurpose',
    ],
    [
      'what is about to be suspended',
      { releaseState: 'Suspend' },
      'Progressing',
      'BeingSuspended',
    ],
    [
      'what is undeployed',
      notReady('ResourcesUndeployed', {
        releaseState: 'Undeploy',
        objects: undefined,
      }),
      'NotDeployed',
      'Undeployed',
    ],
    [
      'what is undeployed and still there',
      notReady('ResourcesUndeployed', { releaseState: 'Undeploy' }),
      'Progressing',
      'BeingRemoved',
    ],
    [
      'pods on their way',
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
      'an image that cannot be pulled while pods of the release before answer',
      notReady('ResourceHealthProgressing', {
        objects: [
          workload('Progressing', { status: pods(3, 2), trouble: cannotPull }),
        ],
      }),
      'Degraded',
      'Health',
    ],
    [
      'pods that no node has room for',
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
      'a workload past its progress deadline',
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
      'a job that failed for good',
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
      'a workload that had come up and is down',
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
      'pods that cannot be made',
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
      'a connection without its target',
      notReady('ConnectionsPending'),
      'Progressing',
      'WaitsForConnections',
    ],
    [
      'a class that does not exist',
      notReady('ServiceClassNotFound'),
      'Failed',
      'SomethingMissing',
    ],
    [
      'configuration that is gone',
      notReady('ConfigurationMissing'),
      'Failed',
      'Refused',
    ],
    [
      'an object that was refused',
      notReady('ReleaseNotApplied'),
      'Failed',
      'Refused',
    ],
  ])('of %s', (_, evidence, state, cause) => {
    expect(stateOf(evidence)).toMatchObject({ state, cause });
  });

  it('names the trouble and the object that has it', () => {
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

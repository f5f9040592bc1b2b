import {
  aDeployment,
  anEnvironment,
  anUnreadyDeployment,
  aWorkload,
} from '../__testUtils__/snapshots';
import type { DeploymentSnapshot } from '../domain/ComponentSnapshot';
import { deploymentState } from './deploymentState';

const stateOf = (deployment: DeploymentSnapshot) =>
  deploymentState(deployment, anEnvironment('development'));

describe('deploymentState', () => {
  it('is Ready since the transition of the condition, with the number of ready pods', () => {
    const objects = [
      aWorkload('Healthy', {
        status: { replicas: 2, readyReplicas: 2, updatedReplicas: 2 },
      }),
    ];
    expect(stateOf(aDeployment('development', { objects }))).toEqual({
      state: 'Ready',
      since: '2026-03-01T11:58:00Z',
      reason: 'ResourcesActive',
      progress: { ready: 2, total: 2 },
    });
  });

  it('is Progressing with a Ready condition but no observed object', () => {
    expect(stateOf(aDeployment('development', { objects: [] }))).toMatchObject({
      state: 'Progressing',
    });
  });

  it('reports the number of missing pods', () => {
    const deployment = anUnreadyDeployment(
      'ResourceHealthProgressing',
      'Resources status: 1/1 progressing',
      {
        objects: [
          aWorkload('Progressing', {
            status: { replicas: 3, readyReplicas: 1, updatedReplicas: 3 },
          }),
        ],
      },
    );
    expect(stateOf(deployment)).toMatchObject({
      state: 'Progressing',
      message: 'Waiting for 2 pods.',
      progress: { ready: 1, total: 3 },
    });
  });

  it('reports unhealthy objects by kind, not by rendered name', () => {
    const deployment = anUnreadyDeployment(
      'ResourceHealthProgressing',
      'Resources status: 1/2 progressing, 1/2 healthy',
      {
        objects: [
          aWorkload('Progressing'),
          { kind: 'HTTPRoute', name: 'route-1f2e3d', healthStatus: 'Healthy' },
        ],
      },
    );
    expect(stateOf(deployment).message).toBe(
      'Waiting for its Deployment to be healthy.',
    );
  });

  it('does not count ready pods of the previous release', () => {
    const deployment = anUnreadyDeployment('ResourceHealthProgressing', '', {
      objects: [
        aWorkload('Progressing', {
          status: { replicas: 3, readyReplicas: 3, updatedReplicas: 1 },
        }),
      ],
    });
    expect(stateOf(deployment).progress).toEqual({ ready: 1, total: 3 });
  });

  it('is Progressing while the current generation is not observed', () => {
    const deployment = aDeployment('development', {
      generation: 4,
      ready: {
        status: 'True',
        reason: 'ResourcesActive',
        message: '',
        observedGeneration: 3,
      },
    });
    expect(stateOf(deployment)).toMatchObject({ state: 'Progressing' });
  });

  it('reports an image that cannot be pulled, with the remedy', () => {
    const deployment = anUnreadyDeployment(
      'ResourceHealthDegraded',
      'Resources status: 1/1 degraded',
      {
        objects: [
          aWorkload('Degraded', {
            trouble: { reason: 'ImagePullBackOff', pods: 2, of: 2 },
            status: { replicas: 2, updatedReplicas: 2 },
          }),
        ],
      },
    );
    expect(stateOf(deployment)).toMatchObject({
      state: 'Failed',
      reason: 'ImagePullBackOff',
      message:
        'The image cannot be pulled: registry.test/app:9 (2 of 2 pods). Check the tag, or the registry credentials of data plane default.',
    });
  });

  it('reports the affected pods and their image', () => {
    const image = 'registry.test/sidecar:1';
    const trouble = { reason: 'ImagePullBackOff', pods: 1, of: 3, image };
    const deployment = anUnreadyDeployment('ResourceHealthProgressing', '', {
      objects: [aWorkload('Progressing', { trouble })],
    });
    expect(stateOf(deployment).message).toMatch(
      /^The image cannot be pulled: registry\.test\/sidecar:1 \(1 of 3 pods\)\./,
    );
  });

  it('reports an unknown failure with the message of Kubernetes', () => {
    const message = 'Evicted (1 of 1 pod)';
    const trouble = { reason: 'Evicted', pods: 1, of: 1, message };
    const deployment = anUnreadyDeployment('ResourceHealthProgressing', '', {
      objects: [aWorkload('Progressing', { trouble })],
    });
    expect(stateOf(deployment)).toMatchObject({
      state: 'Progressing',
      message: 'The pods do not run: Evicted (1 of 1 pod).',
    });
  });

  it('is Degraded, not Failed, while pods of the previous release are ready', () => {
    const deployment = anUnreadyDeployment('ResourceHealthProgressing', '', {
      objects: [
        aWorkload('Progressing', {
          trouble: { reason: 'ErrImagePull', pods: 1, of: 2 },
          status: { replicas: 2, readyReplicas: 1, updatedReplicas: 1 },
        }),
      ],
    });
    expect(stateOf(deployment)).toMatchObject({ state: 'Degraded' });
  });

  it('is Failed when the progress deadline is exceeded', () => {
    const conditions = [
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
      },
    ];
    const deployment = anUnreadyDeployment('ResourceHealthDegraded', '', {
      objects: [
        aWorkload('Degraded', {
          status: { replicas: 1, updatedReplicas: 1, conditions },
        }),
      ],
    });
    expect(stateOf(deployment)).toMatchObject({
      state: 'Failed',
      reason: 'ProgressDeadlineExceeded',
    });
  });

  it.each([
    ['BackoffLimitExceeded', /reached its limit of retries/],
    ['DeadlineExceeded', /exceeded its deadline/],
    ['PodFailurePolicy', /Container main failed with exit code 3\.$/],
  ])('reports why a job failed: %s', (reason, told) => {
    const message = 'Container main failed with exit code 3';
    const conditions = [{ type: 'Failed', status: 'True', reason, message }];
    const job = { ...aWorkload('Degraded', { status: { conditions } }) };
    const deployment = anUnreadyDeployment('ResourceHealthDegraded', '', {
      objects: [{ ...job, kind: 'Job' }],
    });
    expect(stateOf(deployment)).toMatchObject({
      state: 'Failed',
      reason,
      message: expect.stringMatching(told),
    });
  });

  it('reports why pods cannot be created', () => {
    const conditions = [
      { type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' },
    ];
    const deployment = anUnreadyDeployment('ResourceHealthDegraded', '', {
      objects: [aWorkload('Degraded', { status: { conditions } })],
    });
    expect(stateOf(deployment)).toMatchObject({
      state: 'Failed',
      message: 'The pods cannot be created: exceeded quota.',
    });
  });

  it.each([
    ['ServiceClassNotFound', 'ServiceClass "gold" not found'],
    ['APIClassNotFound', 'APIClass "gold" not found for API "a"'],
  ])('is Failed by %s, and recovers without action', (reason, text) => {
    const verdict = stateOf(anUnreadyDeployment(reason, text));
    expect(verdict).toMatchObject({ state: 'Failed', reason });
    expect(verdict.message).toBe(`${text}. It recovers when that exists.`);
  });

  it('is Waiting while a connection is pending, with the message of the control plane', () => {
    const verdict = stateOf(
      anUnreadyDeployment('ConnectionsPending', 'catalog has no endpoint api'),
    );
    expect(verdict).toMatchObject({
      state: 'Waiting',
      message: 'catalog has no endpoint api.',
    });
  });

  it('is Suspended when that is desired', () => {
    const deployment = anUnreadyDeployment('ResourcesSuspended', '', {
      intent: 'Suspend',
    });
    expect(stateOf(deployment)).toMatchObject({ state: 'Suspended' });
  });

  it('is Progressing until it is suspended', () => {
    const deployment = aDeployment('development', { intent: 'Suspend' });
    expect(stateOf(deployment)).toMatchObject({
      state: 'Progressing',
      message: 'It is being suspended.',
    });
  });

  it('is NotDeployed when no object is left', () => {
    const parts = { intent: 'Undeploy' as const };
    const gone = { ...parts, objects: undefined };
    const reason = 'ResourcesUndeployed';
    expect(stateOf(anUnreadyDeployment(reason, '', parts)).state).toBe(
      'Progressing',
    );
    expect(stateOf(anUnreadyDeployment(reason, '', gone)).state).toBe(
      'NotDeployed',
    );
  });

  it('is Unknown with an unknown reason', () => {
    expect(
      stateOf(anUnreadyDeployment('Eclipse', 'The moon is in the way')),
    ).toMatchObject({ state: 'Unknown', message: 'The moon is in the way.' });
  });

  it('is Unknown while the data plane is unreachable', () => {
    const environment = anEnvironment('development', {
      dataPlane: {
        name: 'eu-1',
        simulated: false,
        unreachable: {
          reason: 'Unreachable',
          message: 'connection refused',
          since: '2026-03-01T11:00:00Z',
        },
      },
    });
    expect(
      deploymentState(
        aDeployment('development', { isDataPlaneUnreachable: true }),
        environment,
      ),
    ).toMatchObject({
      state: 'Unknown',
      since: '2026-03-01T11:00:00Z',
      message: 'The data plane eu-1 cannot be reached: connection refused.',
    });
  });

  it('is Unknown when no condition is written within 30 seconds', () => {
    const quiet = { ready: undefined, objects: undefined };
    const young = { ...quiet, createdAt: '2026-03-01T11:59:50Z' };
    expect(stateOf(aDeployment('development', young)).state).toBe(
      'Progressing',
    );
    expect(stateOf(aDeployment('development', quiet))).toMatchObject({
      state: 'Unknown',
      reason: 'NotReconciled',
    });
  });

  it('is derived from the objects of a kind without conditions', () => {
    const quiet = { ready: undefined, objects: [aWorkload('Healthy')] };
    expect(stateOf(aDeployment('development', quiet)).state).toBe('Ready');
  });
});

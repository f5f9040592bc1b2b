import {
  aDeployment,
  anEnvironment,
  anUnreadyDeployment,
  aWorkload,
  now,
} from '../__testUtils__/snapshots';
import type { DeploymentSnapshot } from '../domain/ComponentSnapshot';
import { deploymentState } from './deploymentState';

const stateOf = (deployment: DeploymentSnapshot) =>
  deploymentState(deployment, anEnvironment('development'), now);

describe('deploymentState', () => {
  it('is Ready since the condition turned, with how many pods are', () => {
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

  it('is not taken in by a Ready condition before anything was seen', () => {
    expect(stateOf(aDeployment('development', { objects: [] }))).toMatchObject({
      state: 'Progressing',
    });
  });

  it('says for how many pods it waits', () => {
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

  it('says what else it waits for, by kind and not by rendered name', () => {
    const deployment = anUnreadyDeployment(
      'ResourceHealthProgressing',
      'Resources status: 1/2 progressing, 1/2 healthy',
      {
        objects: [
          aWorkload('Progressing'),
          { kind: 'HTTPRoute', name: 'route-1f2e3d', health: 'Healthy' },
        ],
      },
    );
    expect(stateOf(deployment).message).toBe(
      'Waiting for its Deployment to be healthy.',
    );
  });

  it('does not count the ready pods of the release before', () => {
    const deployment = anUnreadyDeployment('ResourceHealthProgressing', '', {
      objects: [
        aWorkload('Progressing', {
          status: { replicas: 3, readyReplicas: 3, updatedReplicas: 1 },
        }),
      ],
    });
    expect(stateOf(deployment).progress).toEqual({ ready: 1, total: 3 });
  });

  it('is Progressing while the last change has not been taken up', () => {
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

  it('tells in a sentence that an image cannot be pulled, and what to do', () => {
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

  it('counts the pods that have said so, and names the image that they have', () => {
    const image = 'registry.test/sidecar:1';
    const trouble = { reason: 'ImagePullBackOff', pods: 1, of: 3, image };
    const deployment = anUnreadyDeployment('ResourceHealthProgressing', '', {
      objects: [aWorkload('Progressing', { trouble })],
    });
    expect(stateOf(deployment).message).toMatch(
      /^The image cannot be pulled: registry\.test\/sidecar:1 \(1 of 3 pods\)\./,
    );
  });

  it('says in the words of Kubernetes what it has no words for', () => {
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

  it('is Degraded, not Failed, while pods of the release before answer', () => {
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

  it('is Failed when the data plane gave up waiting', () => {
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
    ['BackoffLimitExceeded', /failed as often as it may/],
    ['DeadlineExceeded', /took longer than it may/],
    ['PodFailurePolicy', /Container main failed with exit code 3\.$/],
  ])('tells why a job failed for good: %s', (reason, told) => {
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

  it('passes on why pods cannot even be created', () => {
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
  ])('is Failed by %s, and says that it recovers by itself', (reason, text) => {
    const verdict = stateOf(anUnreadyDeployment(reason, text));
    expect(verdict).toMatchObject({ state: 'Failed', reason });
    expect(verdict.message).toBe(
      `${text}. It goes on by itself when that exists.`,
    );
  });

  it('waits for a connection with the words of the platform', () => {
    const verdict = stateOf(
      anUnreadyDeployment('ConnectionsPending', 'catalog has no endpoint api'),
    );
    expect(verdict).toMatchObject({
      state: 'Progressing',
      message: 'catalog has no endpoint api.',
    });
  });

  it('is Suspended on purpose', () => {
    const deployment = anUnreadyDeployment('ResourcesSuspended', '', {
      intent: 'Suspend',
    });
    expect(stateOf(deployment)).toMatchObject({ state: 'Suspended' });
  });

  it('is on its way to being suspended until it is', () => {
    const deployment = aDeployment('development', { intent: 'Suspend' });
    expect(stateOf(deployment)).toMatchObject({
      state: 'Progressing',
      message: 'It is being suspended.',
    });
  });

  it('is Not deployed once nothing of it is left', () => {
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

  it('does not guess what a reason means that it does not know', () => {
    expect(
      stateOf(anUnreadyDeployment('Eclipse', 'The moon is in the way')),
    ).toMatchObject({ state: 'Unknown', message: 'The moon is in the way.' });
  });

  it('is Unknown while the data plane cannot be reached', () => {
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
      deploymentState(aDeployment('development'), environment, now),
    ).toMatchObject({
      state: 'Unknown',
      since: '2026-03-01T11:00:00Z',
      message: 'The data plane eu-1 cannot be reached: connection refused.',
    });
  });

  it('gives the control plane a moment, and then says that it is silent', () => {
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

  it('goes by the objects of a kind that has no conditions', () => {
    const quiet = { ready: undefined, objects: [aWorkload('Healthy')] };
    expect(stateOf(aDeployment('development', quiet)).state).toBe('Ready');
  });
});

import { replicaFailure } from './replica-failure';

const deployment = (status: string, updatedReplicas: number) => ({
  spec: { replicas: 3 },
  status: {
    updatedReplicas,
    conditions: [
      {
        type: 'ReplicaFailure',
        status,
        reason: 'FailedCreate',
        message: 'exceeded quota: cell, limited: pods=1',
      },
    ],
  },
});

describe('the pods that a Deployment lacks', () => {
  it('are counted, with the message of Kubernetes', () => {
    expect(replicaFailure(deployment('True', 1))).toEqual({
      reason: 'FailedCreate',
      pods: 2,
      of: 3,
      message:
        'FailedCreate (2 of 3 pods): exceeded quota: cell, limited: pods=1',
    });
  });

  it('are at least one while the condition is True', () => {
    expect(replicaFailure(deployment('True', 3))?.pods).toBe(1);
  });

  it.each([deployment('False', 1), {}])('are none otherwise', live => {
    expect(replicaFailure(live)).toBeUndefined();
  });
});

import { ApiError } from '@promenade/kube-client';
import { environmentKind } from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  anEnvironment,
  testOrganization,
} from '../test/__testUtils__';
import { resultOrRejection, retryConflicts } from './api-conflicts';

const key = { namespace: testOrganization, name: 'staging' };

function apiError(reason: string): ApiError {
  return new ApiError(
    {
      kind: 'Status',
      status: 'Failure',
      code: 409,
      reason,
      message: `the request failed with ${reason}`,
    },
    'POST /releases',
  );
}

describe('retryConflicts', () => {
  const reconcileWith = (error: Error) => {
    const cluster = new InMemoryCluster(anEnvironment('staging'));
    const event = jest.spyOn(cluster, 'event');
    const reconcile = retryConflicts({
      kind: environmentKind,
      reconcile: async () => {
        throw error;
      },
    });
    return { event, pass: () => reconcile(key, cluster, cluster) };
  };

  it('repeats a request with a stale version soon', async () => {
    const { event, pass } = reconcileWith(apiError('Conflict'));
    expect(await pass()).toEqual({ requeueAfter: 100 });
    expect(event).not.toHaveBeenCalled();
  });

  it('reports AlreadyExists if it persists, and leaves the retry to the work queue', async () => {
    const error = apiError('AlreadyExists');
    const { event, pass } = reconcileWith(error);
    expect(await pass()).toEqual({ requeueAfter: 100 });
    expect(event).not.toHaveBeenCalled();
    await expect(pass()).rejects.toBe(error);
    expect(event).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'Environment' }),
      'Warning',
      'AlreadyExists',
      'the request failed with AlreadyExists; delete the existing object, or correct it',
    );
  });
});

describe('resultOrRejection', () => {
  const rejectWith = (error: Error) => () => Promise.reject(error);

  it('returns AlreadyExists', async () => {
    const error = apiError('AlreadyExists');
    expect(await resultOrRejection(rejectWith(error))).toBe(error);
  });

  it('throws a conflict', async () => {
    const error = apiError('Conflict');
    await expect(resultOrRejection(rejectWith(error))).rejects.toBe(error);
  });
});

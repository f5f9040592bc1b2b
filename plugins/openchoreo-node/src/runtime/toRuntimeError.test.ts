import { ApiError, ConnectionError } from '@promenade/kube-client';
import { toRuntimeError } from './toRuntimeError';

const operation = 'list pods in namespace cell';

const apiError = (code: number, message: string) =>
  new ApiError(
    { kind: 'Status', status: 'Failure', code, reason: 'Reason', message },
    'GET /api/v1/pods',
  );

describe('toRuntimeError', () => {
  it.each([
    new ConnectionError(
      'GET /api/v1/pods',
      'ECONNREFUSED',
      'GET /api/v1/pods on 10.0.0.7:6443 failed: connect ECONNREFUSED 10.0.0.7:6443',
      { cause: new Error('connect ECONNREFUSED 10.0.0.7:6443') },
    ),
    apiError(500, 'no answer of etcd at 10.0.0.7:2379'),
  ])('does not tell developers where a data plane is', error => {
    const converted = toRuntimeError(operation, 'data plane eu-west', error);
    expect(converted).toMatchObject({ name: 'ServiceUnavailableError' });
    expect(String(converted)).toContain('data plane eu-west');
    expect(String(converted)).toMatch(/ECONNREFUSED|500/);
    expect(JSON.stringify(converted, ['message', 'cause'])).not.toContain(
      '10.0.0.7',
    );
  });

  it('says why a log cannot be read yet', () => {
    const error = apiError(400, 'container "main" is waiting to start');
    expect(
      toRuntimeError(operation, 'data plane eu-west', error),
    ).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('is waiting to start'),
    });
  });
});

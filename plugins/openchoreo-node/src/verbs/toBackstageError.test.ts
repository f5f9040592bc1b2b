import { serializeError } from '@backstage/errors';
import { ApiError, ConnectionError } from '@promenade/kube-client';
import { apiErrorOf, toBackstageError } from './toBackstageError';

const request = 'POST /apis/openchoreo.dev/v1alpha1/components';
const operation = 'create Component greeter in acme';

const apiError = (code: number, reason: string, message: string) =>
  new ApiError(
    { kind: 'Status', status: 'Failure', code, reason, message },
    request,
  );

describe('toBackstageError', () => {
  it.each([
    new ConnectionError(request, 'ECONNREFUSED', 'connect 10.1.2.3:6443'),
    apiError(500, 'InternalError', 'Post "https://10.1.2.3:6443/validate"'),
    apiError(504, 'Timeout', 'https://10.1.2.3:6443 timed out'),
  ])('tells the caller no address of the control plane (%#)', cause => {
    const error = toBackstageError(operation, cause);
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toContain(
      `Could not ${operation}: the control plane`,
    );
    expect(JSON.stringify(serializeError(error))).not.toContain('10.1.2.3');
    expect(apiErrorOf(error)).toBe(cause);
  });

  it.each([
    [409, 'AlreadyExists', 'ConflictError', 'it already exists'],
    [409, 'Conflict', 'ConflictError', 'it was changed at the same time'],
    [422, 'Invalid', 'InputError', 'spec.type is missing'],
    [404, 'NotFound', 'NotFoundError', 'spec.type is missing'],
    [403, 'Forbidden', 'NotAllowedError', 'spec.type is missing'],
  ])('says once why for %s %s', (code, reason, name, text) => {
    const cause = apiError(code, reason, 'spec.type is missing');
    const error = toBackstageError(operation, cause);
    expect(error.name).toBe(name);
    expect(error.message.split(text)).toHaveLength(2);
    expect(error.message).not.toContain('caused by');
    expect(apiErrorOf(error)).toBe(cause);
  });

  it('names the operation for what is no error of the API', () => {
    const error = toBackstageError(operation, new TypeError('a defect'));
    expect(error.name).toBe('TypeError');
    expect(error.message).toContain(`Could not ${operation}`);
    expect(apiErrorOf(error)).toBeUndefined();
  });
});

import { ConflictError } from '@backstage/errors';
import { ApiError } from '@promenade/kube-client';
import { toBackstageError } from '../verbs/toBackstageError';
import { retryOnConflict } from './writeObjects';

/** The error of a write that the API server has rejected. */
const rejection = (code: number, reason: string) =>
  toBackstageError(
    'change Component greeter',
    new ApiError(
      { kind: 'Status', status: 'Failure', code, reason, message: reason },
      'PATCH /apis/openchoreo.dev/v1alpha1/namespaces/acme/components/greeter',
    ),
  );

describe('retryOnConflict', () => {
  it.each(['Conflict', 'AlreadyExists'])(
    'writes again after the conflict %s of the API server',
    async reason => {
      const write = jest
        .fn()
        .mockRejectedValueOnce(rejection(409, reason))
        .mockResolvedValue('written');
      expect(await retryOnConflict(write)).toBe('written');
      expect(write).toHaveBeenCalledTimes(2);
    },
  );

  it('throws the error of the last attempt', async () => {
    const conflict = rejection(409, 'Conflict');
    const write = jest.fn().mockRejectedValue(conflict);
    await expect(retryOnConflict(write)).rejects.toBe(conflict);
    expect(write).toHaveBeenCalledTimes(10);
  });

  it.each([
    new ConflictError('It was changed since you saw it'),
    rejection(422, 'Invalid'),
  ])('does not write again after %s', async error => {
    const write = jest.fn().mockRejectedValue(error);
    await expect(retryOnConflict(write)).rejects.toBe(error);
    expect(write).toHaveBeenCalledTimes(1);
  });
});

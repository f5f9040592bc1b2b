import { NotFoundError, ResponseError } from '@backstage/errors';
import { isErrorNamed, isResponseError } from './errors';

/** What another version of `@backstage/errors` throws. */
class NotFoundErrorOfOtherVersion extends Error {
  name = 'NotFoundError';
}

class ResponseErrorOfOtherVersion extends Error {
  name = 'ResponseError';
  statusCode = 404;
}

describe('isErrorNamed', () => {
  it.each([new NotFoundError('gone'), new NotFoundErrorOfOtherVersion('gone')])(
    'knows %s of every version',
    error => {
      expect(isErrorNamed(error, 'NotFoundError')).toBe(true);
      expect(isErrorNamed(error, 'ConflictError')).toBe(false);
    },
  );

  it.each([undefined, 'NotFoundError', { status: 404 }])(
    'is false for %j',
    value => expect(isErrorNamed(value, 'NotFoundError')).toBe(false),
  );
});

describe('isResponseError', () => {
  it('knows a response of every version', async () => {
    const response = new Response('{}', { status: 404 });
    const error = await ResponseError.fromResponse(response);
    expect(isResponseError(error)).toBe(true);
    expect(isResponseError(new ResponseErrorOfOtherVersion())).toBe(true);
    expect(isResponseError(new NotFoundError('gone'))).toBe(false);
  });
});

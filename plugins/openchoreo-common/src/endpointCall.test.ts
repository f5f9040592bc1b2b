import { callHeadersSchema } from './endpointCall';

describe('callHeadersSchema', () => {
  it.each([
    'Host',
    'Cookie',
    'X-Forwarded-For',
    'X-Client-IP',
    'X-Envoy-Retry-On',
    'X-Original-URL',
    'X-Rewrite-URL',
  ])('rejects %s', name => {
    expect(callHeadersSchema.safeParse({ [name]: 'a' }).success).toBe(false);
  });

  it.each(['Authorization', 'Content-Type', 'X-Request-Id'])(
    'accepts %s',
    name => {
      expect(callHeadersSchema.safeParse({ [name]: 'a' }).success).toBe(true);
    },
  );
});

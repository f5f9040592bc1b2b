import { decodeContinue, encodeContinue } from './continue-token';

it.each([
  { version: 42, after: { namespace: 'a', name: 'b' } },
  { version: 42, after: { namespace: '', name: 'cluster-wide' } },
  { version: undefined, after: { namespace: 'a', name: 'b' } },
])('brings back what it was made of: %j', continuation => {
  expect(decodeContinue(encodeContinue(continuation))).toEqual(continuation);
});

it('has the format of Kubernetes', () => {
  const token = encodeContinue({
    version: 42,
    after: { namespace: 'ns', name: 'p2' },
  });
  expect(JSON.parse(Buffer.from(token, 'base64url').toString())).toEqual({
    v: 'meta.k8s.io/v1',
    rv: 42,
    start: 'ns/p2\u0000',
  });
});

it.each(['abc', '', Buffer.from('{"v":"x"}').toString('base64url')])(
  'rejects an invalid token: %j',
  token => {
    expect(() => decodeContinue(token)).toThrow(/^invalid continue token/);
  },
);

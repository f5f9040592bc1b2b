import { isExposedToOrganization, serviceApi } from './endpointSpecs';

describe('serviceApi', () => {
  it('exposes a new API to its project only', () => {
    expect(serviceApi({ type: 'REST' }, 8080)).toEqual({
      className: 'default',
      type: 'REST',
      rest: {
        backend: { port: 8080, basePath: '/' },
        exposeLevels: ['Project'],
      },
    });
  });

  it('keeps what is not given, and an API without levels public', () => {
    const before = {
      className: 'strict',
      type: 'REST',
      version: 'v1',
      rest: { backend: { port: 1, basePath: '/a' }, operations: [] },
    };
    const after = serviceApi({ type: 'REST' }, 2, before);
    expect(after).toEqual({
      ...before,
      rest: { backend: { port: 2, basePath: '/a' }, operations: [] },
    });
    expect(isExposedToOrganization(after)).toBe(true);
  });

  it('keeps the exposure when the type changes', () => {
    const before = serviceApi({ type: 'REST', exposure: 'Public' }, 1);
    expect(serviceApi({ type: 'gRPC' }, 1, before)).toEqual({
      className: 'default',
      type: 'gRPC',
      grpc: { backend: { port: 1 }, exposeLevels: ['Organization', 'Public'] },
    });
  });
});

describe('isExposedToOrganization', () => {
  it.each([
    ['Project', false],
    ['Organization', true],
    ['Public', true],
  ] as const)('%s: %s', (exposure, isExposed) => {
    const api = serviceApi({ type: 'TCP', exposure }, 9000);
    expect(isExposedToOrganization(api)).toBe(isExposed);
  });
});

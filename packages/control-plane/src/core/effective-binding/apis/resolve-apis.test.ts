import { renderCase } from '../../../test/__testUtils__/rendering/service-case';

const offered = (type: string, port: number, more: object = {}) => ({
  type,
  port,
  visibility: ['public'],
  ...more,
});

const rendered = (endpoints: { [name: string]: object }) =>
  renderCase({
    workload: {
      containers: { main: { image: 'registry.test/app:1' } },
      endpoints,
    },
  });

describe('a problem of an API that is derived from the visibility of an endpoint', () => {
  it.each([
    [
      'two on one path',
      { a: offered('HTTP', 8080), b: offered('HTTP', 8081) },
      'spec.workloadSpec.endpoints.b.basePath',
      'path /shop/greeter is already taken by API "a" at level Public; use another basePath for one of them',
    ],
    [
      'a path outside the component',
      { a: offered('HTTP', 8080, { basePath: '/../other' }) },
      'spec.workloadSpec.endpoints.a.basePath',
      expect.stringMatching(/outside \/shop\/greeter/),
    ],
    [
      'two gRPC endpoints on one host',
      { a: offered('gRPC', 8080), b: offered('gRPC', 8081) },
      'spec.workloadSpec.endpoints.b.port',
      expect.stringMatching(/^the host of the component is already taken by/),
    ],
  ])('names a field of the endpoint: %s', (_, endpoints, field, message) => {
    expect(rendered(endpoints).problems).toEqual([
      expect.objectContaining({ severity: 'Error', field, message }),
    ]);
  });
});

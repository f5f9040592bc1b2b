import {
  objectsOf,
  renderCase,
  restApi,
} from '../../../test/__testUtils__/rendering/service-case';
import { routeKeys } from './route-keys';

const gateway = 'openchoreo-data-plane/gateway-external';

describe('routeKeys', () => {
  it.each([
    [
      'HTTPRoute',
      restApi(),
      `${gateway} http development.choreoapis.localhost/shop/greeter/v1`,
    ],
    [
      'GRPCRoute',
      { type: 'gRPC', grpc: { backend: { port: 8080 } } },
      `${gateway} grpc greeter-development.choreoapis.localhost`,
    ],
    [
      'UDPRoute',
      { type: 'UDP', tcp: { backend: { port: 53 } } },
      `${gateway} UDPRoute 53`,
    ],
  ])('returns the key of a %s', (kind, api, key) => {
    const result = renderCase({ apis: { api } });
    expect(objectsOf(result, kind).flatMap(routeKeys)).toEqual([key]);
  });

  it('omits the routes of operations, which are below that of their API', () => {
    const result = renderCase({
      apis: { api: restApi({ operations: [{ path: '/a', method: 'GET' }] }) },
    });
    expect(objectsOf(result, 'HTTPRoute')).toHaveLength(2);
    expect(objectsOf(result, 'HTTPRoute').flatMap(routeKeys)).toHaveLength(1);
  });

  it('returns nothing for an object that is not a route', () => {
    const { resources } = renderCase({});
    expect(resources.flatMap(({ object }) => routeKeys(object))).toEqual([]);
  });
});

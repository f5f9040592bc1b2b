import {
  objectsOf,
  renderCase,
  restApi,
} from '../../../test/__testUtils__/rendering/service-case';
import { routeKeys } from './route-keys';

const gateway = 'openchoreo-data-plane/gateway-external';

describe('placesOf', () => {
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
  ])('tells what callers know a %s by', (kind, api, place) => {
    const result = renderCase({ apis: { api } });
    expect(objectsOf(result, kind).flatMap(routeKeys)).toEqual([place]);
  });

  it('leaves out the routes of operations, which are within that of their API', () => {
    const result = renderCase({
      apis: { api: restApi({ operations: [{ path: '/a', method: 'GET' }] }) },
    });
    expect(objectsOf(result, 'HTTPRoute')).toHaveLength(2);
    expect(objectsOf(result, 'HTTPRoute').flatMap(routeKeys)).toHaveLength(1);
  });

  it('has none for what is no route', () => {
    const { resources } = renderCase({});
    expect(resources.flatMap(({ object }) => routeKeys(object))).toEqual([]);
  });
});

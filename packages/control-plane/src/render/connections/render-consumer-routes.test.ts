import { resolveHosts } from '../../core/effective-binding/hosts';
import { consumerGateway } from '../../core/effective-binding/connections/names';
import { canaryTarget } from '../../core/effective-binding/target';
import { jsonListAt } from '../../runtime/json';
import {
  consumer,
  routesFor,
} from '../../test/__testUtils__/rendering/consumer-case';
import { objectsOf } from '../../test/__testUtils__/rendering/service-case';

describe('the routes for a consumer and its canary', () => {
  const release = consumer('greeter', { policy: { timeout: '1s' } });
  const canary = {
    ...consumer('greeter', { policy: { timeout: '9s' } }),
    target: canaryTarget(release.target),
  };

  it('have hosts, names and policies of their own', () => {
    const rendered = routesFor(release, canary);
    const routes = objectsOf(rendered, 'HTTPRoute');
    const names = routes.map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(4);
    const hosts = resolveHosts('development');
    expect(
      new Set(routes.flatMap(({ spec }) => jsonListAt(spec, 'hostnames'))),
    ).toEqual(
      new Set([
        consumerGateway(release.target, 'store', hosts).host,
        consumerGateway(canary.target, 'store', hosts).host,
      ]),
    );
    expect(consumerGateway(canary.target, 'store', hosts).host).toMatch(
      /-canary-development\.choreoapis\.internal$/,
    );
    expect(objectsOf(rendered, 'BackendTrafficPolicy')).toEqual([
      expect.objectContaining({
        spec: expect.objectContaining({
          timeout: { http: { requestTimeout: '1s' } },
        }),
      }),
      expect.objectContaining({
        spec: expect.objectContaining({
          timeout: { http: { requestTimeout: '9s' } },
        }),
      }),
    ]);
  });

  it('of the release are the same as without the canary', () => {
    const [alone, both] = [routesFor(release), routesFor(release, canary)];
    expect(both.resources.slice(0, alone.resources.length)).toEqual(
      alone.resources,
    );
  });
});

import type { RuntimeObject } from '../domain/RuntimeSnapshot';
import { prometheusQueries } from './prometheusQueries';

const object = (
  kind: string,
  name: string,
  podLabels?: Record<string, string>,
): RuntimeObject => ({
  apiVersion: 'v1',
  kind,
  name,
  namespace: 'dp-shop',
  health: 'Healthy',
  manifest: {},
  podLabels,
});

/** The regular expression of a matcher, anchored as Prometheus does. */
function expressionOf(query: string, label: string): RegExp {
  const [, text] =
    new RegExp(`${label}=~("(?:[^"\\\\]|\\\\.)*")`).exec(query) ?? [];
  return new RegExp(`^(?:${JSON.parse(text)})$`);
}

const queriesOf = (objects: RuntimeObject[]) =>
  new Map(
    prometheusQueries(objects).map(({ metric, query, label }) => [
      'text' in label ? `${metric} ${label.text}` : metric,
      query,
    ]),
  );

describe('prometheusQueries', () => {
  const queries = queriesOf([
    object('Deployment', 'cart.v1', { app: 'cart' }),
    object('HTTPRoute', 'cart-public'),
    object('Service', 'cart'),
  ]);

  it('selects the pods of the workload, and not those of others', () => {
    const pods = expressionOf(queries.get('cpu') ?? '', 'pod');
    expect('cart.v1-7d9c6bf5d-x2k4z').toMatch(pods);
    expect('cartxv1-7d9c6bf5d-x2k4z').not.toMatch(pods);
    expect('cart.v1-api-7d9c6bf5d-x2k4z').not.toMatch(pods);
    expect('other-cart.v1-7d9c6bf5d-x2k4z').not.toMatch(pods);
  });

  it('selects the namespaces of the component', () => {
    for (const name of ['cpu', 'memory']) {
      const namespaces = expressionOf(queries.get(name) ?? '', 'namespace');
      expect('dp-shop').toMatch(namespaces);
      expect('dp-shop-2').not.toMatch(namespaces);
    }
  });

  it('selects the rules of the routes of the component', () => {
    for (const name of ['requests total', 'errors total', 'latency p95']) {
      const clusters = expressionOf(
        queries.get(name) ?? '',
        'envoy_cluster_name',
      );
      expect('httproute/dp-shop/cart-public/rule/0').toMatch(clusters);
      expect('httproute/dp-shop/cart-public-2/rule/0').not.toMatch(clusters);
      expect('httproute/other/cart-public/rule/0').not.toMatch(clusters);
    }
  });

  it('asks nothing about requests without a route, and about pods without a workload', () => {
    expect([
      ...queriesOf([object('CronJob', 'task', { app: 'task' })]).keys(),
    ]).toEqual(['cpu', 'memory']);
    expect(prometheusQueries([object('Service', 'cart')])).toEqual([]);
  });
});

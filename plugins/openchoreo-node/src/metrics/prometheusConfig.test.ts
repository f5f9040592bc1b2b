import { mockServices } from '@backstage/backend-test-utils';
import { readPrometheusConfig } from './prometheusConfig';

const read = (...prometheus: Record<string, string | string[]>[]) =>
  readPrometheusConfig(
    mockServices.rootConfig({
      data: { openchoreo: { metrics: { prometheus } } },
    }),
  );

describe('readPrometheusConfig', () => {
  it('has none by default', () => {
    expect(readPrometheusConfig(mockServices.rootConfig())).toEqual([]);
  });

  it('reads URL, token and data planes', () => {
    expect(
      read(
        { url: 'https://prometheus.test/eu/', token: 'secret' },
        { name: 'us', url: 'http://us.test', dataPlanes: ['default/us-1'] },
      ),
    ).toEqual([
      { name: '1', url: 'https://prometheus.test/eu', token: 'secret' },
      { name: 'us', url: 'http://us.test', dataPlanes: ['default/us-1'] },
    ]);
  });

  it.each([
    [{ url: 'prometheus.test' }, 'openchoreo.metrics.prometheus[0].url'],
    [{ url: 'file:///etc/passwd' }, 'openchoreo.metrics.prometheus[0].url'],
    [
      { url: 'http://a.test', dataPlanes: ['us-1'] },
      'openchoreo.metrics.prometheus[0].dataPlanes',
    ],
  ])('rejects %j', (entry, key) => {
    expect(() => read(entry)).toThrow(key);
  });
});

import { createPrometheusMetrics } from './prometheus-metrics';

describe('createPrometheusMetrics', () => {
  it('exposes the metrics of clients and controllers', async () => {
    const { metrics, scrape } = createPrometheusMetrics();
    metrics.add('event_recorder_events_total', { outcome: 'written' });
    metrics.set('workqueue_depth', { name: 'release' }, 3);
    const text = await scrape();
    expect(text).toContain(
      'event_recorder_events_total{outcome="written"} 1\n',
    );
    expect(text).toContain('workqueue_depth{name="release"} 3\n');
  });

  it('exposes the metrics of the process', async () => {
    const text = await createPrometheusMetrics().scrape();
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  });
});

import { createPrometheusMetrics } from './prometheus-metrics';

describe('what Prometheus scrapes', () => {
  it('has what clients and controllers count, under their names', async () => {
    const { metrics, scrape } = createPrometheusMetrics();
    metrics.add('event_recorder_events_total', { outcome: 'written' });
    metrics.set('workqueue_depth', { name: 'release' }, 3);
    const text = await scrape();
    expect(text).toContain(
      'event_recorder_events_total{outcome="written"} 1\n',
    );
    expect(text).toContain('workqueue_depth{name="release"} 3\n');
  });

  it('has what the process uses', async () => {
    const text = await createPrometheusMetrics().scrape();
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  });
});

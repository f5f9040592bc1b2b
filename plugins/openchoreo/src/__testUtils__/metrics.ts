import type { ComponentMetrics } from '@promenade/backstage-plugin-openchoreo-common';

const pod = (label: string, ...values: number[]) => ({
  label,
  points: values.map((value, minute) => ({
    at: new Date(Date.UTC(2026, 2, 1, 11, 50 + minute)).toISOString(),
    value,
  })),
});

/** The metrics of two pods, from a Prometheus. */
export const sampleMetrics: ComponentMetrics = {
  environment: 'development',
  dataPlane: { name: 'europe-1', simulated: false },
  source: 'prometheus',
  isDeployed: true,
  metrics: [
    {
      name: 'cpu',
      lines: [
        pod('greeter-a', 0.1, 0.3, 0.2),
        pod('greeter-b', 0.05, 0.04, 0.06),
      ],
      limit: 0.5,
    },
    { name: 'requests', lines: [pod('total', 4, 12, 8)] },
    { name: 'errors', lines: [] },
  ],
  asOf: '2026-03-01T12:00:00Z',
};

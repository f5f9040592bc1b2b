/** Texts of the *Metrics* tab. */
export const metricsMessages = {
  metrics: {
    loading: 'Loading the metrics',
    failed: 'The metrics could not be loaded',
    problem: 'The metrics cannot be read now',
    emptyTitle: 'Nothing runs in {{environment}}',
    emptyText:
      'This page shows requests, errors, latency, CPU and memory of a deployment. Deploy or promote a release to this environment first.',
    period: 'Period',
    simulated:
      'The data plane is simulated. It runs no containers, and these values are made up.',
    source: {
      kubernetes:
        'From the metrics API of the data plane, which has only current values: the charts begin when this page opens. Configure a Prometheus for a history, requests, errors and latency.',
      prometheus: 'From Prometheus.',
      unknown: 'This version does not know the source.',
    },
    noValues: 'There are no values in this period.',
    name: {
      cpu: 'CPU',
      memory: 'Memory',
      requests: 'Requests',
      errors: 'Errors (status 5xx)',
      latency: 'Latency',
      unknown: 'Other',
    },
    line: {
      pod: 'Pod',
      quantile: 'Quantile',
      sum: 'Requests',
    },
    total: 'All gateways',
    latest: 'Latest',
    lowest: 'Lowest',
    highest: 'Highest',
    limit: 'Limit of a pod',
  },
} as const;

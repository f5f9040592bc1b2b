import { ServiceUnavailableError } from '@backstage/errors';
import {
  metricNames,
  metricPeriods,
  type Metric,
  type MetricPeriod,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import type { RuntimeTarget } from '../runtime/RuntimeTarget';
import type { MetricsProvider } from './MetricsProvider';
import { podLimit } from './podLimit';
import type { PrometheusConfig } from './prometheusConfig';
import { prometheusQueries, type MetricQuery } from './prometheusQueries';

/** The longest time that a query may take, in milliseconds. */
const timeoutMs = 10_000;

/** The number of points of a line. */
const pointCount = 120;

/** The most lines of a query. */
const maxLines = 50;

const answerSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

type Line = Metric['lines'][number];

/** The metrics that a Prometheus has of a component, with their history. */
export class PrometheusMetrics implements MetricsProvider {
  readonly source = 'prometheus';
  readonly #config: PrometheusConfig;
  readonly #now: () => Date;

  constructor(config: PrometheusConfig, now: () => Date = () => new Date()) {
    this.#config = config;
    this.#now = now;
  }

  async read(
    { snapshot }: RuntimeTarget,
    period: MetricPeriod,
    signal?: AbortSignal,
  ): Promise<Metric[]> {
    const { objects } = snapshot;
    const queries = prometheusQueries(objects);
    const lists = await Promise.all(
      queries.map(query => this.#lines(query, period, signal)),
    );
    return metricNames.flatMap(name => {
      const lines = lists.flatMap((list, index) =>
        queries[index].metric === name ? list : [],
      );
      if (!queries.some(({ metric }) => metric === name)) return [];
      const limit =
        name === 'cpu' || name === 'memory'
          ? podLimit(objects, name)
          : undefined;
      return [{ name, lines, limit }];
    });
  }

  async #lines(
    { query, label }: MetricQuery,
    period: MetricPeriod,
    signal?: AbortSignal,
  ): Promise<Line[]> {
    const seconds = metricPeriods[period];
    const end = Math.floor(this.#now().getTime() / 1000);
    const answer = await this.#query(
      {
        query,
        start: String(end - seconds),
        end: String(end),
        step: String(Math.ceil(seconds / pointCount)),
      },
      signal,
    );
    return answer.data.result.slice(0, maxLines).map(({ metric, values }) => ({
      label: 'of' in label ? metric[label.of] ?? '' : label.text,
      points: values.flatMap(([time, text]) => {
        const value = Number(text);
        // A quantile of no requests is not a number.
        return Number.isFinite(value)
          ? { at: new Date(time * 1000).toISOString(), value }
          : [];
      }),
    }));
  }

  async #query(parameters: Record<string, string>, signal?: AbortSignal) {
    const { name, url, token } = this.#config;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(`${url}/api/v1/query_range`, {
        method: 'POST',
        headers: token ? { authorization: `Bearer ${token}` } : {},
        body: new URLSearchParams(parameters),
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      if (response.ok) return answerSchema.parse(await response.json());
      throw new Error(`status ${response.status}`);
    } catch (error) {
      signal?.throwIfAborted();
      // Without the message of the error, which has the address.
      throw new ServiceUnavailableError(
        `The Prometheus ${name} does not answer as expected${statusOf(
          error,
        )}. Ask the platform team to check openchoreo.metrics.prometheus`,
      );
    }
  }
}

function statusOf(error: unknown): string {
  const { message } = error instanceof Error ? error : { message: '' };
  return message.startsWith('status ') ? ` (${message})` : '';
}

import { z } from 'zod';
import { openEnum } from './openEnum';

/**
 * What is measured of a component.
 *
 * @public
 */
export const metricNames = [
  'cpu',
  'memory',
  'requests',
  'errors',
  'latency',
] as const;

/** @public */
export type MetricName = (typeof metricNames)[number];

/**
 * The periods that metrics are read for, with their lengths in seconds.
 *
 * @public
 */
export const metricPeriods = {
  '15m': 900,
  '1h': 3600,
  '6h': 21_600,
  '24h': 86_400,
} as const;

/** @public */
export type MetricPeriod = keyof typeof metricPeriods;

export const metricPeriodSchema = z.enum(['15m', '1h', '6h', '24h']);

const metricSchema = z.object({
  name: openEnum([...metricNames, 'unknown'], 'unknown').describe(
    'cpu in cores, memory in bytes, requests and errors per second, latency in seconds.',
  ),
  lines: z.array(
    z.object({
      label: z.string().describe('A pod, a quantile such as p95, or `total`.'),
      points: z.array(
        z.object({
          at: z.string().describe('ISO 8601 time.'),
          value: z.number(),
        }),
      ),
    }),
  ),
  limit: z
    .number()
    .optional()
    .describe('The limit of a pod, where its containers all have one.'),
});

/**
 * A metric of a component.
 *
 * @public
 */
export type Metric = z.infer<typeof metricSchema>;

/** @public */
export const metricsSchema = z
  .object({
    environment: z.string().describe('Name of the environment.'),
    dataPlane: z
      .object({ name: z.string(), simulated: z.boolean() })
      .optional()
      .describe('Absent while the environment has none.'),
    source: openEnum(
      ['kubernetes', 'prometheus', 'unknown'],
      'unknown',
    ).describe(
      'Where the values come from. The Kubernetes metrics API has only the current ones.',
    ),
    isDeployed: z
      .boolean()
      .describe('Whether the component is deployed there.'),
    metrics: z.array(metricSchema).describe('Those that the source has.'),
    problem: z
      .string()
      .optional()
      .describe('Why metrics cannot be read, in a sentence with the remedy.'),
    asOf: z.string().describe('ISO 8601 time of the data.'),
  })
  .describe('The metrics of a component in an environment.');

/**
 * The metrics of a component in an environment.
 *
 * @public
 */
export type ComponentMetrics = z.infer<typeof metricsSchema>;

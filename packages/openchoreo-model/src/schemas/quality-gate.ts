import { z } from 'zod';
import { duration, rawObject, strings } from './scalars';

export const qualityGateTypeSchema = z
  .enum([
    'Healthy',
    'ImageDigest',
    'EnvironmentPolicy',
    'Webhook',
    'Job',
    'Metric',
    'Manual',
  ])
  .describe(
    'What the gate checks: that the source has been healthy for a time (Healthy), that all images have a digest (ImageDigest), the policies of the target Environment (EnvironmentPolicy), the answer of a service (Webhook), the result of a Job (Job), the value of a metric (Metric), or items that an approver confirms (Manual).',
  );

/**
 * Type of a quality gate.
 *
 * @public
 */
export type QualityGateType = z.infer<typeof qualityGateTypeSchema>;

/** An http or https URL. With a pattern, because an API server accepts URLs of any scheme. */
const httpUrl = () =>
  z
    .url({ protocol: /^https?$/ })
    .regex(/^[hH][tT][tT][pP][sS]?:\/\//)
    .meta({ format: 'uri' });

export const gatePhaseSchema = z.enum(['Checking', 'Progressing', 'Verifying']);

const webhookSchema = z.object({
  url: httpUrl().describe(
    'URL that receives a POST request with the promotion as JSON. Status 2xx passes, 4xx fails, anything else is tried again.',
  ),
  secretRef: z
    .object({
      name: z.string().min(1).describe('Name of the Secret.'),
      key: z.string().min(1).describe('Key in the Secret.'),
    })
    .optional()
    .describe(
      'Secret in the namespace of the policy. Its value signs the request (HMAC-SHA256, header X-Promenade-Signature-256).',
    ),
});

const metricSchema = z
  .object({
    url: httpUrl().describe(
      'Base URL of a server with the Prometheus HTTP API.',
    ),
    query: z
      .string()
      .min(1)
      .describe(
        'PromQL query that returns one value. {{organization}}, {{project}}, {{component}}, {{environment}} and {{release}} are replaced.',
      ),
    min: z.number().optional().describe('Minimum value that passes.'),
    max: z.number().optional().describe('Maximum value that passes.'),
  })
  .describe('Settings of a gate of type Metric.');

export const qualityGateSchema = z
  .object({
    name: z.string().min(1).max(63).describe('Name of the gate.'),
    type: qualityGateTypeSchema,
    phase: gatePhaseSchema
      .optional()
      .describe(
        'When the gate must pass: before the rollout (Checking), at each step of a Canary or BlueGreen rollout (Progressing), or before the promotion succeeds (Verifying). Default: Checking.',
      ),
    timeout: duration()
      .optional()
      .describe('Maximum time for the gate to pass. Default: 10m.'),
    healthyFor: duration()
      .optional()
      .describe(
        'Time for which the environment must have been ready, for a gate of type Healthy. Default: 0s.',
      ),
    webhook: webhookSchema
      .optional()
      .describe('Settings of a gate of type Webhook.'),
    job: z
      .object({
        template: rawObject().describe('Spec of the batch/v1 Job.'),
      })
      .optional()
      .describe(
        'Settings of a gate of type Job. The Job runs in the cell of the source environment.',
      ),
    metric: metricSchema.optional(),
    checklist: strings('One item.')
      .optional()
      .describe('Items that an approver confirms, for a gate of type Manual.'),
  })
  .describe('One quality gate.');

/**
 * One quality gate of a PromotionPolicy.
 *
 * @public
 */
export type QualityGate = z.infer<typeof qualityGateSchema>;

/** The settings that each type of gate needs. */
export const qualityGateSettings: readonly [QualityGateType, string][] = [
  ['Webhook', 'webhook'],
  ['Job', 'job'],
  ['Metric', 'metric'],
  ['Manual', 'checklist'],
];

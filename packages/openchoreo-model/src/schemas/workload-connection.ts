import { z } from 'zod';
import { circuitBreakerSchema } from './circuit-breaker';
import { duration } from './scalars';

const externalTargetSchema = z.object({
  host: z.string().min(1).describe('Host name or address of the target.'),
  port: z.int32().min(1).max(65535).describe('Port of the target.'),
  protocol: z
    .string()
    .optional()
    .describe('Scheme of the target, for example https or tcp.'),
  tls: z
    .boolean()
    .optional()
    .describe('Whether the target is spoken to over TLS.'),
});

const connectionPolicySchema = z.object({
  timeout: duration()
    .optional()
    .describe('Longest time that a request may take, for example 5s.'),
  retries: z
    .object({
      attempts: z
        .int32()
        .min(0)
        .describe('How often a request is tried again.'),
      backoff: duration()
        .optional()
        .describe('Wait before the first retry, for example 100ms.'),
    })
    .optional()
    .describe('How failed requests are tried again.'),
  circuitBreaker: circuitBreakerSchema
    .optional()
    .describe('Limits past which requests over the connection are refused.'),
});

/** Something that a workload talks to, and how it learns where that is. */
export const workloadConnectionSchema = z.object({
  type: z
    .enum(['api', 'internal', 'external', 'managed'])
    .describe(
      'What is connected to: an endpoint of a component (api, or internal), a host outside (external), or a managed resource (managed).',
    ),
  params: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Target of an api connection: projectName, componentName and endpoint.',
    ),
  inject: z
    .object({
      env: z
        .array(
          z
            .object({
              name: z.string().describe('Name of the environment variable.'),
              value: z
                .string()
                .describe(
                  'Go text template over host, port, scheme, basePath, uri and url; of a managed resource also over its values and secrets.',
                ),
            })
            .describe('One variable that tells where the target is.'),
        )
        .describe('Environment variables that the connection sets.'),
    })
    .describe('How the workload learns where the target is.'),
  external: externalTargetSchema
    .optional()
    .describe('Target of a connection of type external.'),
  managed: z
    .object({
      resource: z
        .string()
        .min(1)
        .describe(
          'Name of the managed resource, or of the ConfigurationGroup that describes it.',
        ),
    })
    .optional()
    .describe('Target of a connection of type managed.'),
  security: z
    .object({
      mtls: z
        .enum(['Required', 'Disabled'])
        .optional()
        .describe('Whether both ends must prove who they are.'),
    })
    .optional()
    .describe('How the connection is secured.'),
  policy: connectionPolicySchema
    .optional()
    .describe('Timeouts, retries and limits of the connection.'),
});

export type WorkloadConnection = z.infer<typeof workloadConnectionSchema>;

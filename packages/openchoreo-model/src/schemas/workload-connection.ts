import { z } from 'zod';
import { circuitBreakerSchema } from './circuit-breaker';
import { duration } from './scalars';

const externalTargetSchema = z.object({
  host: z
    .string()
    .min(1)
    .describe('Host name, IP address or address range of the target.'),
  port: z.int32().min(1).max(65535).describe('Port of the target.'),
  protocol: z
    .string()
    .optional()
    .describe('Scheme of the target, for example https or tcp.'),
  tls: z
    .boolean()
    .optional()
    .describe('Whether to connect to the target over TLS.'),
});

const connectionPolicySchema = z.object({
  timeout: duration()
    .optional()
    .describe('Timeout of a request, for example 5s.'),
  retries: z
    .object({
      attempts: z
        .int32()
        .min(0)
        .describe('Maximum number of retries of a request.'),
      backoff: duration()
        .optional()
        .describe('Time to wait before the first retry, for example 100ms.'),
    })
    .optional()
    .describe('Retries of failed requests.'),
  circuitBreaker: circuitBreakerSchema
    .optional()
    .describe('Limits beyond which requests over the connection are rejected.'),
});

/** A connection of a workload to a target, and the environment variables with its address. */
export const workloadConnectionSchema = z.object({
  type: z
    .enum(['api', 'internal', 'external', 'managed'])
    .describe(
      'Type of the target: an endpoint of a component (api or internal), an external host (external), or a managed resource (managed).',
    ),
  params: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Target of a connection of type api or internal: componentName, endpoint, projectName if it is another project, and deploymentTrack if it is another track than default.',
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
                  'Go template with the values host, port, scheme, basePath, uri and url, and the values and secrets of a managed resource. For example {{ .host }}:{{ .port }}.',
                ),
            })
            .describe(
              'One environment variable with the address of the target.',
            ),
        )
        .describe('Environment variables to set in the main container.'),
    })
    .describe('How the workload gets the address of the target.'),
  external: externalTargetSchema
    .optional()
    .describe('Target of a connection of type external.'),
  managed: z
    .object({
      resource: z
        .string()
        .min(1)
        .describe(
          'Name of the ManagedResource, or of a ConfigurationGroup with its address.',
        ),
    })
    .optional()
    .describe('Target of a connection of type managed.'),
  security: z
    .object({
      mtls: z
        .enum(['Required', 'Disabled'])
        .optional()
        .describe(
          'Whether both ends must authenticate. Required needs mutualAuthentication of the DataPlane.',
        ),
    })
    .optional()
    .describe('Security of the connection.'),
  policy: connectionPolicySchema
    .optional()
    .describe(
      'Timeout, retries and limits of the connection. Ignored with a warning where no proxy is on the path.',
    ),
});

/**
 * A connection of a workload to a target, and the environment variables with its address.
 *
 * @public
 */
export type WorkloadConnection = z.infer<typeof workloadConnectionSchema>;

import { z } from 'zod';
import { intOrString, strings } from './scalars';

const seconds = (description: string) =>
  z.int32().optional().describe(description);

const execActionSchema = z.object({
  command: strings('One word of the command.').optional().meta({
    description:
      'Command to run in the container. The probe succeeds when it exits with 0.',
    'x-kubernetes-list-type': 'atomic',
  }),
});

const grpcActionSchema = z.object({
  port: z.int32().describe('Port number to call.'),
  service: z
    .string()
    .default('')
    .describe('gRPC service name to check. Empty: the server as a whole.'),
});

const httpGetActionSchema = z.object({
  host: z
    .string()
    .optional()
    .describe('Host to connect to. Default: the IP address of the pod.'),
  path: z.string().optional().describe('Path to request.'),
  port: intOrString().describe('Number or name of the port to call.'),
  scheme: z
    .string()
    .optional()
    .describe('Scheme of the request: HTTP or HTTPS.'),
  httpHeaders: z
    .array(
      z
        .object({
          name: z.string().describe('Name of the header.'),
          value: z.string().describe('Value of the header.'),
        })
        .describe('One header.'),
    )
    .optional()
    .meta({
      description: 'Headers of the request.',
      'x-kubernetes-list-type': 'atomic',
    }),
});

const tcpSocketActionSchema = z.object({
  host: z
    .string()
    .optional()
    .describe('Host to connect to. Default: the IP address of the pod.'),
  port: intOrString().describe('Number or name of the port to connect to.'),
});

/** core/v1 Probe. */
export const probeSchema = z.object({
  exec: execActionSchema.optional().describe('Probe that runs a command.'),
  grpc: grpcActionSchema
    .optional()
    .describe('Probe that calls the gRPC health service.'),
  httpGet: httpGetActionSchema
    .optional()
    .describe('Probe that sends an HTTP request.'),
  tcpSocket: tcpSocketActionSchema
    .optional()
    .describe('Probe that opens a TCP connection.'),
  initialDelaySeconds: seconds('Seconds before the first probe.'),
  periodSeconds: seconds('Seconds between probes.'),
  timeoutSeconds: seconds('Seconds after which a probe times out.'),
  successThreshold: seconds(
    'Consecutive successes after which the container passes.',
  ),
  failureThreshold: seconds(
    'Consecutive failures after which the container fails.',
  ),
  terminationGracePeriodSeconds: z
    .int()
    .optional()
    .describe('Seconds for the container to terminate after a failure.'),
});

import { z } from 'zod';
import { intOrString, strings } from './scalars';
const seconds = (description: string) =>
  z.int32().optional().describe(description);

const execActionSchema = z.object({
  command: strings('One word of the command.').optional().meta({
    description: 'Command that is run in the container.',
    'x-kubernetes-list-type': 'atomic',
  }),
});

const grpcActionSchema = z.object({
  port: z.int32().describe('Port that is called.'),
  service: z
    .string()
    .default('')
    .describe('Service that is asked for; empty for the whole server.'),
});

const httpGetActionSchema = z.object({
  host: z.string().optional().describe('Host; that of the pod by default.'),
  path: z.string().optional().describe('Path that is asked for.'),
  port: intOrString().describe('Port that is called, by number or name.'),
  scheme: z.string().optional().describe('HTTP or HTTPS.'),
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
      description: 'Headers that are sent along.',
      'x-kubernetes-list-type': 'atomic',
    }),
});

const tcpSocketActionSchema = z.object({
  host: z.string().optional().describe('Host; that of the pod by default.'),
  port: intOrString().describe('Port that is opened, by number or name.'),
});

/** A probe of a container, as core/v1 has it. */
export const probeSchema = z.object({
  exec: execActionSchema.optional().describe('Probes by running a command.'),
  grpc: grpcActionSchema
    .optional()
    .describe('Probes by calling the gRPC health service.'),
  httpGet: httpGetActionSchema
    .optional()
    .describe('Probes by an HTTP request.'),
  tcpSocket: tcpSocketActionSchema
    .optional()
    .describe('Probes by opening a connection.'),
  initialDelaySeconds: seconds('Seconds before the first try.'),
  periodSeconds: seconds('Seconds between tries.'),
  timeoutSeconds: seconds('Seconds after which a try counts as failed.'),
  successThreshold: seconds('Tries in a row that make the probe succeed.'),
  failureThreshold: seconds('Tries in a row that make the probe fail.'),
  terminationGracePeriodSeconds: z
    .int()
    .optional()
    .describe('Seconds that the container has to end after a failure.'),
});

import { z } from 'zod';

const credentialsSchema = z.object({
  apiServerURL: z.string().describe('Address of the API server.'),
  caCert: z
    .string()
    .optional()
    .describe('Certificate of the authority of the server, as base64 of PEM.'),
  clientCert: z
    .string()
    .optional()
    .describe('Client certificate, as base64 of PEM.'),
  clientKey: z
    .string()
    .optional()
    .describe('Key of the client certificate, as base64 of PEM.'),
  secretRef: z
    .object({
      name: z.string().min(1).describe('Name of the Secret.'),
      namespace: z
        .string()
        .optional()
        .describe('Namespace of the Secret; that of the plane by default.'),
      keys: z
        .object({
          caCert: z.string().optional().describe('Key of the CA certificate.'),
          clientCert: z
            .string()
            .optional()
            .describe('Key of the client certificate.'),
          clientKey: z.string().optional().describe('Key of the client key.'),
          token: z.string().optional().describe('Key of a bearer token.'),
        })
        .optional()
        .describe('Keys of the Secret, where they are not the usual ones.'),
    })
    .optional()
    .describe(
      'Secret that holds the credentials; it is preferred to what is written here.',
    ),
});

/** A Kubernetes cluster and how to sign in to it. */
export const kubernetesClusterSchema = z.object({
  name: z.string().describe('Name of the cluster, for people.'),
  credentials: credentialsSchema.describe('How to sign in to the cluster.'),
});

export type KubernetesCluster = z.infer<typeof kubernetesClusterSchema>;

/** The log observer of a plane. */
export const observerSchema = z.object({
  url: z.string().describe('Address of the observer.'),
  authentication: z
    .object({
      basicAuth: z
        .object({
          username: z.string().describe('Name of the user.'),
          password: z.string().describe('Password of the user.'),
        })
        .describe('User name and password.'),
    })
    .describe('How to sign in to the observer.'),
});

import { z } from 'zod';

const secretReferenceSchema = z.object({
  name: z.string().min(1).describe('Name of the Secret.'),
  namespace: z
    .string()
    .optional()
    .describe(
      'Namespace of the Secret. Default: the namespace of this object. A Secret of another namespace must name this object in the annotation openchoreo.dev/allowed-data-planes.',
    ),
  keys: z
    .object({
      caCert: z
        .string()
        .optional()
        .describe('Key of the CA certificate. Default: ca.crt.'),
      clientCert: z
        .string()
        .optional()
        .describe('Key of the client certificate. Default: tls.crt.'),
      clientKey: z
        .string()
        .optional()
        .describe('Key of the private key. Default: tls.key.'),
      token: z
        .string()
        .optional()
        .describe('Key of the bearer token. Default: token.'),
    })
    .optional()
    .describe('Keys of the Secret that differ from the defaults.'),
});

const credentialsSchema = z.object({
  apiServerURL: z
    .string()
    .describe(
      'URL of the API server. Empty: the cluster of the control plane.',
    ),
  caCert: z
    .string()
    .optional()
    .describe('CA certificate of the API server, PEM in base64.'),
  clientCert: z
    .string()
    .optional()
    .describe('Client certificate, PEM in base64.'),
  clientKey: z
    .string()
    .optional()
    .describe(
      'Private key of the client certificate, PEM in base64. Everybody who may read this object can read it; prefer secretRef.',
    ),
  secretRef: secretReferenceSchema
    .optional()
    .describe(
      'Secret with the credentials. It takes precedence over inline credentials. Changes are used at once.',
    ),
});

/** The key of a DataPlane. */
export const dataPlaneReferenceSchema = z.object({
  namespace: z.string().min(1).describe('Namespace of the DataPlane.'),
  name: z.string().min(1).describe('Name of the DataPlane.'),
});

/** DataPlanes that have, or had, cells of an object. */
export const recordedDataPlanesSchema = z
  .array(dataPlaneReferenceSchema)
  .optional()
  .describe(
    'DataPlanes to which Releases were applied. Their cells are deleted with the object.',
  );

/** A Kubernetes cluster and its credentials. */
export const kubernetesClusterSchema = z.object({
  name: z.string().describe('Display name of the cluster.'),
  credentials: credentialsSchema.describe('Credentials of the cluster.'),
});

/** The cluster of a DataPlane. */
export const dataPlaneClusterSchema = kubernetesClusterSchema.extend({
  credentials: credentialsSchema
    .extend({
      readerSecretRef: secretReferenceSchema
        .optional()
        .describe(
          'Secret with credentials that only read, for what shows pods, events and logs. Default: secretRef, if its readers may read that.',
        ),
    })
    .describe('Credentials of the cluster.'),
});

/** Service that returns the logs of a plane. */
export const observerSchema = z.object({
  url: z.string().describe('URL of the observer.'),
  authentication: z
    .object({
      basicAuth: z
        .object({
          username: z.string().describe('Name of the user.'),
          password: z.string().describe('Password of the user.'),
        })
        .describe('User name and password.'),
    })
    .describe('Credentials of the observer.'),
});

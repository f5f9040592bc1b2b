import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { kubernetesClusterSchema, observerSchema } from '../schemas/cluster';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const attestationSchema = z.object({
  sign: z
    .boolean()
    .optional()
    .describe('Whether to sign built images. Accepted but has no effect yet.'),
  scan: z
    .boolean()
    .optional()
    .describe(
      'Whether to scan built images for known vulnerabilities. Accepted but has no effect yet.',
    ),
  keySecretRef: z
    .string()
    .optional()
    .describe(
      'Name of the Secret with the signing key. Accepted but has no effect yet.',
    ),
});

export const buildPlaneSchema = resourceSchema(
  openChoreoApiVersion,
  'BuildPlane',
  z
    .object({
      kubernetesCluster: kubernetesClusterSchema.describe(
        'Cluster that runs the builds.',
      ),
      observer: observerSchema
        .optional()
        .describe(
          'Service that returns the logs of builds. Accepted but has no effect yet.',
        ),
      registry: z
        .object({
          prefix: z
            .string()
            .describe('Host and path to which images are pushed.'),
          secretRef: z
            .string()
            .optional()
            .describe(
              'Name of the Secret with the credentials of the registry.',
            ),
        })
        .optional()
        .describe('Container registry to which builds push.'),
      attestation: attestationSchema
        .optional()
        .describe(
          'Signing and scanning of built images. Accepted but has no effect yet.',
        ),
    })
    .describe('Desired state of the build plane.'),
  statusSchema,
);

/**
 * A BuildPlane.
 *
 * @public
 */
export type BuildPlane = z.infer<typeof buildPlaneSchema>;

/**
 * Definition of the kind BuildPlane.
 *
 * @public
 */
export const buildPlaneKind = defineKind<BuildPlane>({
  apiVersion: openChoreoApiVersion,
  kind: 'BuildPlane',
  plural: 'buildplanes',
  description:
    'A Kubernetes cluster that builds images. Builds are not run yet.',
  columns: [
    column(
      'Cluster',
      '.spec.kubernetesCluster.name',
      'Cluster of the build plane.',
    ),
    readyColumn,
    ageColumn,
  ],
  schema: buildPlaneSchema,
});

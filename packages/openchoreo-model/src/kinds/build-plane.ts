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
  sign: z.boolean().optional().describe('Whether built images are signed.'),
  scan: z
    .boolean()
    .optional()
    .describe('Whether built images are searched for known weaknesses.'),
  keySecretRef: z
    .string()
    .optional()
    .describe('Name of the Secret with the key that signs.'),
});

export const buildPlaneSchema = resourceSchema(
  openChoreoApiVersion,
  'BuildPlane',
  z
    .object({
      kubernetesCluster: kubernetesClusterSchema.describe(
        'Cluster that builds run on.',
      ),
      observer: observerSchema
        .optional()
        .describe('Where the logs of builds are read.'),
      registry: z
        .object({
          prefix: z.string().describe('Host and path images are pushed to.'),
          secretRef: z
            .string()
            .optional()
            .describe('Name of the Secret with the registry credentials.'),
        })
        .optional()
        .describe('Container registry that builds push to.'),
      attestation: attestationSchema
        .optional()
        .describe('How built images are vouched for.'),
    })
    .describe('What the build plane should be.'),
  statusSchema,
);

export type BuildPlane = z.infer<typeof buildPlaneSchema>;

export const buildPlaneKind = defineKind<BuildPlane>({
  apiVersion: openChoreoApiVersion,
  kind: 'BuildPlane',
  plural: 'buildplanes',
  description: 'A Kubernetes cluster that images are built on.',
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

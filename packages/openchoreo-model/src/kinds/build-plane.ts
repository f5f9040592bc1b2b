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
    .describe(
      'Whether images must be signed. Workflows get the parameter sign-image, and a build without the step sign-step fails.',
    ),
  scan: z
    .boolean()
    .optional()
    .describe(
      'Whether images must be scanned for known vulnerabilities. Workflows get the parameter scan-image, and a build without the step scan-step fails.',
    ),
  keySecretRef: z
    .string()
    .optional()
    .describe(
      'Name of the Secret with the signing key, in the namespace of the builds on the build plane. It is the workflow parameter signing-secret.',
    ),
});

export const buildPlaneSchema = resourceSchema(
  openChoreoApiVersion,
  'BuildPlane',
  z
    .object({
      kubernetesCluster: kubernetesClusterSchema
        .optional()
        .describe(
          'Cluster that runs the builds. Default: the cluster of the control plane, also when apiServerURL is empty.',
        ),
      argoServerURL: z
        .string()
        .regex(/^https?:\/\//)
        .optional()
        .describe(
          'URL of the Argo Server, to which the links to the logs of steps lead. Default: no links.',
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
            .describe(
              'Host and path to which images are pushed. It is the workflow parameter registry-prefix.',
            ),
          secretRef: z
            .string()
            .optional()
            .describe(
              'Name of the Secret with the credentials of the registry, in the namespace of the builds on the build plane. It is the workflow parameter registry-push-secret.',
            ),
        })
        .optional()
        .describe(
          'Container registry to which builds push. Default: that of the workflow template.',
        ),
      attestation: attestationSchema
        .optional()
        .describe('Signing and scanning of built images.'),
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
  description: 'A Kubernetes cluster that builds images with Argo Workflows.',
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

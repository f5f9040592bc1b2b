import { z } from 'zod';
import { ageColumn, column, componentColumn } from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { dataPlaneReferenceSchema } from '../schemas/cluster';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { duration, rawObject, timestamp } from '../schemas/scalars';

/**
 * Values of `healthStatus`. The CRD accepts any string, as in OpenChoreo.
 *
 * @public
 */
export const healthStatuses = [
  'Unknown',
  'Progressing',
  'Healthy',
  'Suspended',
  'Degraded',
] as const;

/**
 * Health of an object on the data plane.
 *
 * @public
 */
export type HealthStatus = (typeof healthStatuses)[number];

const releaseResourceSchema = z
  .object({
    id: z.string().min(1).describe('Identifier of the object in the Release.'),
    object: rawObject().describe('Object to apply.'),
  })
  .describe('One object and its identifier.');

/** Why pods of a workload do not run. Never contains environment variables or output of the application. */
export const podTroubleSchema = z
  .object({
    reason: z
      .string()
      .min(1)
      .describe(
        'Reason as Kubernetes reports it, such as ImagePullBackOff, CrashLoopBackOff or Unschedulable.',
      ),
    message: z.string().optional().describe('Message with details.'),
    pods: z.int32().min(0).describe('Number of affected pods.'),
    of: z.int32().min(0).describe('Total number of pods.'),
    container: z
      .string()
      .optional()
      .describe('Name of the affected container, if it is a single one.'),
    image: z.string().optional().describe('Image of the affected container.'),
  })
  .describe(
    'Why pods of the object do not run. Contains no environment variables and no output of the application.',
  );

const releaseResourceStatusSchema = z
  .object({
    id: z.string().min(1).describe('Identifier of the object in the Release.'),
    group: z
      .string()
      .optional()
      .describe('API group of the object; empty for the core group.'),
    version: z.string().min(1).describe('API version of the object.'),
    kind: z.string().min(1).describe('Kind of the object.'),
    name: z.string().min(1).describe('Name of the object.'),
    namespace: z.string().optional().describe('Namespace of the object.'),
    status: rawObject()
      .optional()
      .describe('Status of the object as last observed.'),
    healthStatus: z
      .string()
      .optional()
      .describe(
        'Health of the object: Unknown, Progressing, Healthy, Suspended or Degraded.',
      ),
    trouble: podTroubleSchema.optional(),
    lastObservedTime: timestamp()
      .optional()
      .describe('Time at which status or health last changed.'),
  })
  .describe('One applied object and its health.');

const releaseTargetSchema = z
  .object({
    dataPlane: dataPlaneReferenceSchema.describe('DataPlane of the objects.'),
    apiServerURL: z
      .string()
      .describe(
        'URL of the API server. Empty: the cluster of the control plane.',
      ),
    clusterUID: z
      .string()
      .optional()
      .describe(
        'UID of the namespace kube-system, which identifies the cluster.',
      ),
  })
  .describe(
    'Where the objects are applied. When the target changes, they are deleted here first.',
  );

const releaseStatusSchema = statusSchema.extend({
  target: releaseTargetSchema.optional(),
  resources: z
    .array(releaseResourceStatusSchema)
    .optional()
    .describe('Applied objects and their health.'),
  appliedHash: z
    .string()
    .optional()
    .describe(
      'Content hash of the objects of the last apply that succeeded for all of them.',
    ),
  summary: z
    .object({
      objects: z.int32().min(0).describe('Number of objects in the Release.'),
      healthy: z.int32().min(0).describe('Number of healthy objects.'),
    })
    .optional()
    .describe('Numbers for display.'),
});

/**
 * Schema of a Release.
 *
 * @public
 */
export const releaseSchema = resourceSchema(
  openChoreoApiVersion,
  'Release',
  z
    .object({
      owner: projectComponentOwnerSchema,
      environmentName: z
        .string()
        .min(1)
        .describe('Name of the target Environment.'),
      resources: z
        .array(releaseResourceSchema)
        .optional()
        .describe('Objects to apply to the data plane.'),
      interval: duration()
        .optional()
        .describe(
          'Interval between checks while no object changes, in addition to watches. Default: 5m. 0s disables the checks.',
        ),
      progressingInterval: duration()
        .optional()
        .describe(
          'Interval between checks while an object is progressing, in addition to watches. Default: 10s.',
        ),
    })
    .describe('Desired state on the data plane.'),
  releaseStatusSchema,
);

/**
 * A Release.
 *
 * @public
 */
export type Release = z.infer<typeof releaseSchema>;
/**
 * One object of a Release and its identifier.
 *
 * @public
 */
export type ReleaseResource = z.infer<typeof releaseResourceSchema>;
/**
 * The data plane and cluster of the objects of a Release.
 *
 * @public
 */
export type ReleaseTarget = z.infer<typeof releaseTargetSchema>;

/**
 * One applied object of a Release and its health.
 *
 * @public
 */
export type ReleaseResourceStatus = z.infer<typeof releaseResourceStatusSchema>;

const integerColumn = (name: string, jsonPath: string, description: string) =>
  ({ name, type: 'integer', jsonPath, description } as const);

/**
 * Definition of the kind Release.
 *
 * @public
 */
export const releaseKind = defineKind<Release>({
  apiVersion: openChoreoApiVersion,
  kind: 'Release',
  plural: 'releases',
  description:
    'The rendered objects of one component in one environment. The control plane applies them to the data plane and reports their health.',
  columns: [
    componentColumn,
    column('Environment', '.spec.environmentName', 'Target environment.'),
    integerColumn('Objects', '.status.summary.objects', 'Number of objects.'),
    integerColumn(
      'Healthy',
      '.status.summary.healthy',
      'Number of healthy objects.',
    ),
    ageColumn,
  ],
  schema: releaseSchema,
  owner: { ...specOwner, environment: 'spec.environmentName' },
});

import { z } from 'zod';
import { ageColumn, column, componentColumn } from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { duration, rawObject, timestamp } from '../schemas/scalars';

/** How well an object of a Release is. The CRD takes any word, as OpenChoreo's does. */
export const healthStatuses = [
  'Unknown',
  'Progressing',
  'Healthy',
  'Suspended',
  'Degraded',
] as const;

export type HealthStatus = (typeof healthStatuses)[number];

const releaseResourceSchema = z
  .object({
    id: z.string().min(1).describe('Identity of the object in the release.'),
    object: rawObject().describe('The object as it is applied.'),
  })
  .describe('One object.');

/** What keeps the pods of a workload from running. Nothing in it is of an application: no variables, no output. */
export const podTroubleSchema = z
  .object({
    reason: z
      .string()
      .min(1)
      .describe(
        'One word of Kubernetes, such as ImagePullBackOff, CrashLoopBackOff or Unschedulable.',
      ),
    message: z.string().optional().describe('The same in a sentence.'),
    pods: z.int32().min(0).describe('Number of pods that it keeps back.'),
    of: z.int32().min(0).describe('Number of pods that there are.'),
    container: z
      .string()
      .optional()
      .describe('Name of the container, where it is about one.'),
    image: z.string().optional().describe('Image of that container.'),
  })
  .describe('What keeps the pods of the object from running.');

const releaseResourceStatusSchema = z
  .object({
    id: z.string().min(1).describe('Identity of the object in the release.'),
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
      .describe('Status of the object as it was last seen.'),
    healthStatus: z
      .string()
      .optional()
      .describe(
        'How well the object is: Unknown, Progressing, Healthy, Suspended, or Degraded.',
      ),
    trouble: podTroubleSchema.optional(),
    lastObservedTime: timestamp()
      .optional()
      .describe('When status or health last changed.'),
  })
  .describe('One object and how well it is.');

const releaseStatusSchema = statusSchema.extend({
  resources: z
    .array(releaseResourceStatusSchema)
    .optional()
    .describe('The applied objects and how well they are.'),
  appliedHash: z
    .string()
    .optional()
    .describe(
      'Content hash of the objects that were last applied, all of them.',
    ),
  summary: z
    .object({
      objects: z.int32().min(0).describe('Number of objects of the release.'),
      healthy: z.int32().min(0).describe('Number of objects that are healthy.'),
    })
    .optional()
    .describe('The objects in figures.'),
});

export const releaseSchema = resourceSchema(
  openChoreoApiVersion,
  'Release',
  z
    .object({
      owner: projectComponentOwnerSchema,
      environmentName: z
        .string()
        .min(1)
        .describe('Name of the Environment that is deployed to.'),
      resources: z
        .array(releaseResourceSchema)
        .optional()
        .describe('The objects that are applied to the data plane.'),
      interval: duration()
        .optional()
        .describe('How often objects at rest are looked at; 5m by default.'),
      progressingInterval: duration()
        .optional()
        .describe(
          'How often objects on their way are looked at; 10s by default.',
        ),
    })
    .describe('What should be on the data plane.'),
  releaseStatusSchema,
);

export type Release = z.infer<typeof releaseSchema>;
export type ReleaseResource = z.infer<typeof releaseResourceSchema>;
export type ReleaseResourceStatus = z.infer<typeof releaseResourceStatusSchema>;

const integerColumn = (name: string, jsonPath: string, description: string) =>
  ({ name, type: 'integer', jsonPath, description } as const);

export const releaseKind = defineKind<Release>({
  apiVersion: openChoreoApiVersion,
  kind: 'Release',
  plural: 'releases',
  description:
    'The rendered objects of one component in one environment, applied to the data plane and watched there.',
  columns: [
    componentColumn,
    column(
      'Environment',
      '.spec.environmentName',
      'Environment that is deployed to.',
    ),
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

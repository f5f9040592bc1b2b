import { z } from 'zod';
import { ageColumn, column, componentColumn, projectColumn } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind, specOwnerAndTrack } from '../kind-definition';
import { deploymentTrackField } from '../schemas/spec-fields';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { workloadTemplateSchema } from '../schemas/workload-template';

/**
 * Schema of a Workload.
 *
 * @public
 */
export const workloadSchema = resourceSchema(
  openChoreoApiVersion,
  'Workload',
  workloadTemplateSchema
    .extend({
      owner: projectComponentOwnerSchema,
      deploymentTrack: deploymentTrackField,
    })
    .describe('Desired state of the workload.'),
  statusSchema,
);

/**
 * A Workload.
 *
 * @public
 */
export type Workload = z.infer<typeof workloadSchema>;

/**
 * Definition of the kind Workload.
 *
 * @public
 */
export const workloadKind = defineKind<Workload>({
  apiVersion: openChoreoApiVersion,
  kind: 'Workload',
  plural: 'workloads',
  description:
    'What a component runs in every environment: containers, endpoints and connections. A Service, WebApplication or ScheduledTask deploys it.',
  columns: [
    projectColumn,
    componentColumn,
    column(
      'Image',
      '.spec.containers.main.image',
      'Image of the container main.',
    ),
    ageColumn,
  ],
  schema: workloadSchema,
  validations: [immutableOwner],
  owner: specOwnerAndTrack,
});

import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind, specOwnerAndEnvironment } from '../kind-definition';
import { applicationSchema } from '../schemas/application';
import { deploymentTrackField } from '../schemas/spec-fields';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { timestamp, strings } from '../schemas/scalars';
const overridesSchema = z.object({
  application: applicationSchema
    .optional()
    .describe('What differs in the application.'),
  dependencies: z
    .object({})
    .optional()
    .describe('What differs in the dependencies; has no fields yet.'),
  endpointTemplates: z
    .array(z.object({}).describe('One endpoint; has no fields yet.'))
    .optional()
    .describe('What differs in the endpoints.'),
});

/** What Promenade adds: of which binding the record is, and why it was made. */
const recordFields = {
  owner: projectComponentOwnerSchema.optional(),
  environment: z
    .string()
    .optional()
    .describe('Name of the Environment that is deployed to.'),
  deploymentTrack: deploymentTrackField,
  bindingRef: z.string().optional().describe('Name of the binding.'),
  workloadRef: z.string().optional().describe('Name of the Workload.'),
  apiRefs: strings('Name of one API.')
    .optional()
    .describe('Names of the APIs that are served.'),
  reason: z.string().optional().describe('Why this was deployed.'),
};

const revisionSchema = z
  .object({
    revision: z.int32().min(1).describe('Number of the revision, from 1.'),
    artifactRef: z
      .string()
      .describe('Name of the DeployableArtifact that was deployed.'),
    deployedAt: timestamp().optional().describe('When it was deployed.'),
    deployedBy: z
      .string()
      .optional()
      .describe('Entity reference of the person who deployed.'),
    reason: z.string().optional().describe('Why it was deployed.'),
  })
  .describe('One revision.');

const deploymentStatusSchema = statusSchema.extend({
  revisions: z
    .array(revisionSchema)
    .optional()
    .meta({
      description: 'What was deployed before, oldest first.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['revision'],
    }),
});

export const deploymentSchema = resourceSchema(
  openChoreoApiVersion,
  'Deployment',
  z
    .object({
      deploymentArtifactRef: z
        .string()
        .describe('Name of the DeployableArtifact that is deployed.'),
      revisionHistoryLimit: z
        .int32()
        .optional()
        .describe('Number of revisions that are kept; 10 by default.'),
      configurationOverrides: overridesSchema
        .optional()
        .describe('What differs from the artifact.'),
      ...recordFields,
    })
    .describe('What is deployed.'),
  deploymentStatusSchema,
);

export type Deployment = z.infer<typeof deploymentSchema>;

export const deploymentKind = defineKind<Deployment>({
  apiVersion: openChoreoApiVersion,
  kind: 'Deployment',
  plural: 'deployments',
  description:
    'The record of what a component runs in an environment, with its revisions; nobody writes it by hand.',
  columns: [
    column('Artifact', '.spec.deploymentArtifactRef', 'What is deployed.'),
    readyColumn,
    ageColumn,
  ],
  schema: deploymentSchema,
  owner: specOwnerAndEnvironment,
});

import { z } from 'zod';
import {
  ageColumn,
  column,
  componentColumn,
  projectColumn,
  reasonColumn,
} from '../columns';
import { immutableOwner, isUnchanged } from '../crd/validation-rule';
import { defineKind, specOwner } from '../kind-definition';
import { buildTemplateRefSchema } from '../schemas/build-template-ref';
import { deploymentTrackField } from '../schemas/spec-fields';
import { projectComponentOwnerSchema } from '../schemas/owner';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { timestamp } from '../schemas/scalars';

const repositorySchema = z.object({
  url: z.string().describe('URL of the Git repository.'),
  revision: z
    .object({
      branch: z.string().optional().describe('Branch to build.'),
      commit: z
        .string()
        .optional()
        .describe('Commit to build. Default: the newest commit of the branch.'),
    })
    .describe('Revision to build.'),
  appPath: z.string().describe('Path of the component in the repository.'),
  authSecretRef: z
    .string()
    .optional()
    .describe(
      'Name of the Secret with the credentials of the repository, in the namespace of the builds on the build plane. It is the workflow parameter git-secret.',
    ),
});

/**
 * The workflow parameters that the control plane sets and a build must not have: those of OpenChoreo v0.3.2 in its order, then ours,
 * which are left out if they are not set.
 *
 * @public
 */
export const controlledBuildParameters = [
  'project-name',
  'component-name',
  'git-repo',
  'app-path',
  'image-name',
  'image-tag',
  'commit',
  'branch',
  'git-secret',
  'registry-prefix',
  'registry-push-secret',
  'sign-image',
  'scan-image',
  'signing-secret',
] as const;

/**
 * Phases of a Build.
 *
 * @public
 */
export const buildPhases = [
  'Pending',
  'Running',
  'Succeeded',
  'Failed',
] as const;

/**
 * Phase of a Build.
 *
 * @public
 */
export type BuildPhase = (typeof buildPhases)[number];

const buildStepSchema = z
  .object({
    name: z.string().describe('Name of the step in the workflow.'),
    state: z
      .string()
      .describe(
        'State of the step, as Argo Workflows reports it: Pending, Running, Succeeded, Failed, Error, Skipped or Omitted.',
      ),
    startedAt: timestamp().optional().describe('Time at which it started.'),
    finishedAt: timestamp().optional().describe('Time at which it ended.'),
    message: z
      .string()
      .optional()
      .describe('Why the step waits or has failed.'),
    logURL: z
      .string()
      .optional()
      .describe('Page with the log of the step, if the build plane has one.'),
  })
  .describe('One step of the workflow.');

const buildStatusSchema = statusSchema.extend({
  phase: z
    .enum(buildPhases)
    .optional()
    .describe(
      'Pending: the workflow is not started. Running: it runs, or its result is not in the Workload yet. Succeeded and Failed are final.',
    ),
  buildPlane: z
    .object({
      namespace: z.string().describe('Namespace of the BuildPlane.'),
      name: z.string().describe('Name of the BuildPlane.'),
    })
    .optional()
    .describe('Build plane that runs the workflow.'),
  workflow: z
    .object({
      namespace: z.string().describe('Namespace on the build plane.'),
      name: z.string().describe('Name of the Workflow.'),
    })
    .optional()
    .describe('Argo Workflow of the build. It is created once.'),
  commit: z
    .string()
    .optional()
    .describe('Commit that is built, when it is known.'),
  steps: z
    .array(buildStepSchema)
    .optional()
    .describe('Steps of the workflow, in the order of their start.'),
  imageStatus: z
    .object({
      image: z.string().describe('Reference of the image, with its tag.'),
    })
    .optional()
    .describe('The image that was built.'),
});

export const buildSchema = resourceSchema(
  openChoreoApiVersion,
  'Build',
  z
    .object({
      owner: projectComponentOwnerSchema,
      repository: repositorySchema.describe('Location of the source code.'),
      templateRef: buildTemplateRefSchema.describe(
        'Workflow template that builds the image.',
      ),
      deploymentTrack: deploymentTrackField,
    })
    .describe('Desired state of the build.'),
  buildStatusSchema,
);

/**
 * A Build.
 *
 * @public
 */
export type Build = z.infer<typeof buildSchema>;

/**
 * Definition of the kind Build.
 *
 * @public
 */
export const buildKind = defineKind<Build>({
  apiVersion: openChoreoApiVersion,
  kind: 'Build',
  plural: 'builds',
  description:
    'Builds a container image from the source code of a component, once, and sets it in the Workload of the component.',
  columns: [
    projectColumn,
    componentColumn,
    column('Commit', '.status.commit', 'Commit that is built.'),
    column('Status', '.status.phase', 'Phase of the build.'),
    reasonColumn,
    column('Image', '.status.imageStatus.image', 'The image that was built.'),
    ageColumn,
  ],
  schema: buildSchema,
  validations: [
    immutableOwner,
    {
      rule: `!has(oldSelf.status) || !has(oldSelf.status.workflow) || ${isUnchanged(
        'spec',
      )}`,
      message:
        'spec is immutable after the build has started. Create a new Build.',
      fieldPath: '.spec',
      reason: 'FieldValueForbidden',
    },
  ],
  owner: specOwner,
});

/**
 * Whether a build has ended. It is not run again.
 *
 * @public
 */
export function isFinishedBuild({ status }: Pick<Build, 'status'>): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

import { z } from 'zod';
import { buildPhaseSchema } from './buildPhase';
import { openEnum } from './openEnum';
import { freshnessFields } from './overviews';

const time = z.string().optional();

/** @public */
export const buildStepStateSchema = openEnum(
  [
    'Pending',
    'Running',
    'Succeeded',
    'Failed',
    'Error',
    'Skipped',
    'Omitted',
    'Unknown',
  ],
  'Unknown',
);

const stepSchema = z.object({
  name: z.string().describe('Name of the step in the workflow.'),
  state: buildStepStateSchema,
  startedAt: time.describe('ISO 8601 time.'),
  finishedAt: time.describe('ISO 8601 time.'),
  message: z.string().optional().describe('Why the step waits or has failed.'),
  logUrl: z
    .string()
    .optional()
    .describe('Page with its log, if the build plane has one.'),
});

/**
 * A step of a build.
 *
 * @public
 */
export type BuildStep = z.infer<typeof stepSchema>;

const runSchema = z.object({
  name: z.string().describe('Name of the Build.'),
  phase: buildPhaseSchema,
  message: z.string().optional().describe('Why it is in the phase.'),
  branch: z.string().optional().describe('Branch that is built.'),
  commit: z
    .string()
    .optional()
    .describe('Commit that is built, when it is known.'),
  image: z.string().optional().describe('Reference of the image it built.'),
  requestedBy: z
    .string()
    .optional()
    .describe('Entity ref of the user, or name of the service.'),
  scheduledAt: time.describe(
    'ISO 8601 time of the schedule that has started it.',
  ),
  createdAt: time.describe('ISO 8601 time.'),
  isSimulated: z
    .boolean()
    .optional()
    .describe('Whether its build plane is simulated, so that nothing is run.'),
  hasLogs: z
    .boolean()
    .optional()
    .describe('Whether read-build-log reaches the logs of its steps.'),
  steps: z.array(stepSchema).describe('In the order of their start.'),
});

/**
 * A build of a component.
 *
 * @public
 */
export type BuildRun = z.infer<typeof runSchema>;

/** @public */
export const buildListSchema = z
  .object({
    source: z
      .object({
        repositoryUrl: z.string().describe('URL of the Git repository.'),
        branch: z.string().describe('Branch that is built by default.'),
        path: z.string().describe('Folder in the repository.'),
        template: z.string().describe('Name of the build template.'),
      })
      .optional()
      .describe(
        'What its images are built from. Absent for a component that is deployed from an image.',
      ),
    builds: z.array(runSchema).describe('The newest first.'),
    ...freshnessFields,
  })
  .describe('The source code of a component, and its newest builds.');

/**
 * The source code of a component, and its newest builds.
 *
 * @public
 */
export type BuildList = z.infer<typeof buildListSchema>;

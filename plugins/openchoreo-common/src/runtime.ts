import { z } from 'zod';
import { objectHealthSchema } from './board';
import { openEnum } from './openEnum';

const containerSchema = z.object({
  name: z.string(),
  image: z.string(),
  isInit: z.boolean().describe('Whether it runs before the others.'),
  state: openEnum(['Running', 'Waiting', 'Terminated', 'Unknown'], 'Unknown'),
  reason: z
    .string()
    .optional()
    .describe('Why it waits or terminated, such as CrashLoopBackOff.'),
  message: z.string().optional(),
  exitCode: z.number().int().optional(),
  ready: z.boolean(),
  restarts: z.number().int(),
  since: z.string().optional().describe('ISO 8601 time of the state.'),
  hasLog: z.boolean().describe('Whether it has run, so that it has a log.'),
  lastExit: z
    .object({
      reason: z.string().optional(),
      exitCode: z.number().int(),
      at: z.string().optional().describe('ISO 8601 time.'),
    })
    .optional()
    .describe('The end of its previous run. The log of that run can be read.'),
});

/**
 * A container of a pod.
 *
 * @public
 */
export type RuntimeContainer = z.infer<typeof containerSchema>;

const resourceSchema = z.object({
  ...objectHealthSchema.shape,
  id: z.string().describe('Identifies it in this response.'),
  owner: z
    .string()
    .optional()
    .describe(
      'The `id` of the object that created it. Absent for an object of the Release.',
    ),
  createdAt: z.string().optional().describe('ISO 8601 time.'),
  pod: z
    .object({
      phase: z.string(),
      node: z.string().optional(),
      containers: z.array(containerSchema),
    })
    .optional()
    .describe('Present for a pod.'),
});

/**
 * An object in the data plane: one of the Release, or one that a controller created for it.
 *
 * @public
 */
export type RuntimeResource = z.infer<typeof resourceSchema>;

const logReferenceSchema = z.object({
  pod: z.string(),
  container: z.string(),
  previous: z.boolean().describe('Whether it is the log of the previous run.'),
  at: z.string().optional().describe('ISO 8601 time of the failure.'),
});

/**
 * A log, and the time in it at which a container failed.
 *
 * @public
 */
export type LogReference = z.infer<typeof logReferenceSchema>;

/** @public */
export const runtimeSchema = z
  .object({
    environment: z.string().describe('Name of the environment.'),
    dataPlane: z
      .object({ name: z.string(), simulated: z.boolean() })
      .optional()
      .describe('Absent while the environment has none.'),
    release: z
      .string()
      .optional()
      .describe('Name of the Release. Absent while nothing is deployed.'),
    resources: z
      .array(resourceSchema)
      .describe(
        'The objects of the Release, each followed by what was created for it.',
      ),
    podsProblem: z
      .string()
      .optional()
      .describe('Why pods cannot be shown, in a sentence with the remedy.'),
    failure: logReferenceSchema
      .optional()
      .describe('The log that says why a container failed.'),
    asOf: z.string().describe('ISO 8601 time of the data.'),
  })
  .describe(
    'The objects of a component in an environment, with their health, down to pods and containers.',
  );

/**
 * The objects of a component in an environment, with their health, down to pods and containers.
 *
 * @public
 */
export type Runtime = z.infer<typeof runtimeSchema>;

const eventSchema = z.object({
  type: openEnum(['Normal', 'Warning'], 'Normal'),
  reason: z.string(),
  message: z.string(),
  count: z.number().int(),
  firstSeen: z.string().optional().describe('ISO 8601 time.'),
  lastSeen: z.string().optional().describe('ISO 8601 time.'),
  source: z.string().optional().describe('The controller that reported it.'),
});

/**
 * An event that Kubernetes reports about an object.
 *
 * @public
 */
export type RuntimeEvent = z.infer<typeof eventSchema>;

/** @public */
export const runtimeEventListSchema = z
  .object({ events: z.array(eventSchema).describe('The newest first.') })
  .describe('The events of an object in the data plane.');

/** @public */
export const runtimeManifestSchema = z
  .object({
    manifest: z
      .string()
      .describe(
        'YAML as the Release declares it. Values of configuration and secrets are hidden.',
      ),
    status: z
      .string()
      .optional()
      .describe('YAML of the status, as the control plane last observed it.'),
    observedAt: z
      .string()
      .optional()
      .describe('ISO 8601 time at which the status last changed.'),
  })
  .describe('An object as it is declared and observed.');

/**
 * An object as it is declared and observed.
 *
 * @public
 */
export type RuntimeManifest = z.infer<typeof runtimeManifestSchema>;

/** @public */
export const logLineSchema = z.object({
  at: z.string().optional().describe('ISO 8601 time.'),
  text: z.string(),
});

/**
 * A line of a log.
 *
 * @public
 */
export type LogLine = z.infer<typeof logLineSchema>;

/** @public */
export const logSchema = z
  .object({
    lines: z.array(logLineSchema).describe('The oldest first.'),
    isComplete: z
      .boolean()
      .describe('Whether it has all lines that were asked for.'),
  })
  .describe('The last lines of the log of a container.');

/**
 * The last lines of the log of a container.
 *
 * @public
 */
export type Log = z.infer<typeof logSchema>;

/**
 * A message of a log that is followed.
 *
 * - `lines`: the last lines at the beginning, and new ones.
 * - `heartbeat`: the stream is alive. Every 15 seconds.
 * - `end`: there are no further lines, with the reason: `exited`, `credentials-expired`, `denied`, `shutdown` or `error`.
 *
 * @public
 */
export type LogMessage =
  | { type: 'lines'; lines: LogLine[] }
  | { type: 'heartbeat'; at: string }
  | { type: 'end'; reason: string; message?: string };

import { z } from 'zod';
import { buildListSchema } from '../../builds';
import { deploymentReadPermission, logReadPermission } from '../../permissions';
import { logSchema } from '../../runtime';
import { objectName, resourceFields } from '../Operation';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';
import { logFormatField, logPartFields } from './logFields';

/** The most builds of a response. */
const maxBuilds = 200;

const listBuilds = declareRead({
  name: 'list-builds',
  title: 'List the builds of a component',
  description:
    'Returns what an OpenChoreo component is built from, and its builds with their steps, newest first. Use it after build-component, and to learn why a build has failed.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    limit: z.coerce
      .number<string | number>()
      .int()
      .min(1)
      .max(maxBuilds)
      .optional()
      .describe('The most builds. Default: 20.'),
  }),
  output: buildListSchema,
  http: get('/builds'),
  audit: audit('deployment-fetch', 'builds'),
  agent: wholeAnswer(buildListSchema),
});

const stepFields = {
  ...resourceFields.component,
  build: objectName('Name of the Build.'),
  step: z
    .string()
    .min(1)
    .max(253)
    .describe('Name of the step, as list-builds returns it.'),
  ...logPartFields,
};

const readBuildLog = declareRead({
  name: 'read-build-log',
  title: 'Read the log of a step of a build',
  description:
    'Returns the last lines of the log of a step of a build of an OpenChoreo component. list-builds has the names of builds and steps, and which step failed.',
  resource: 'component',
  permission: logReadPermission,
  input: z.object({ ...stepFields, ...logFormatField }),
  output: logSchema,
  formats: { text: 'text/plain' },
  http: get('/builds/{build}/logs'),
  audit: audit('log-fetch', 'read-build'),
  // It is followed with stream-build-log, whose streams are limited.
  followable: false,
  agent: wholeAnswer(logSchema),
});

const streamBuildLog = declareRead({
  name: 'stream-build-log',
  title: 'Follow the log of a step of a build',
  description:
    'Server-sent events, as those of stream-log: `lines`, `heartbeat` and `end`. It ends with the step.',
  resource: 'component',
  permission: logReadPermission,
  input: z.object(stepFields),
  output: z.void(),
  mediaType: 'text/event-stream',
  http: get('/builds/{build}/logs/stream'),
  audit: audit('log-fetch', 'stream-build'),
});

/** The reads of builds. */
export const buildReads = { listBuilds, readBuildLog, streamBuildLog };

import { z } from 'zod';
import { buildListSchema } from '../../builds';
import { deploymentReadPermission } from '../../permissions';
import { resourceFields } from '../Operation';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';

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

/** The reads of builds. */
export const buildReads = { listBuilds };

import { z } from 'zod';
import { deploysTo, objectName, resourceFields } from '../operations/Operation';
import { taskRunPermission } from '../permissions';
import { declareVerb } from './Verb';

export const runTask = declareVerb({
  name: 'run-task',
  title: 'Run a scheduled task now',
  description:
    'Requests a run of an OpenChoreo scheduled task in one environment, beside those of its schedule. The control plane creates one Job of the release that is deployed there. A request that cannot start within 10 minutes is skipped. The deploy board shows what became of it, and get-runtime the Job with its log.',
  resource: 'component',
  permission: taskRunPermission,
  environment: deploysTo('environment'),
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Name of the environment.'),
  }),
  output: z.object({
    requestedAt: z.string().describe('ISO 8601 time of the request.'),
  }),
  attributes: { readOnly: false, destructive: false, idempotent: false },
  deliverable: false,
  references: { environment: 'environment' },
  http: {
    method: 'POST',
    path: '/environments/{environment}/runs',
    status: 202,
    conflict: 'It is no scheduled task, or it is suspended there.',
  },
  audit: {
    eventId: 'task-run',
    severityLevel: 'medium',
    meta: ({ environment }) => ({ environment }),
    outcome: ({ requestedAt }) => ({ requestedAt }),
  },
});

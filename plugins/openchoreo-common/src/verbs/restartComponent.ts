import { z } from 'zod';
import { deploysTo, objectName, resourceFields } from '../operations/Operation';
import { deploymentUpdatePermission } from '../permissions';
import { declareVerb } from './Verb';

export const restartComponent = declareVerb({
  name: 'restart-component',
  title: 'Restart a component',
  description:
    'Replaces the pods of an OpenChoreo component in one environment by new ones of the same release. Use it when the cause of a failure was temporary; explain-component tells the cause. Returns nothing: explain-component shows when it is ready again.',
  resource: 'component',
  permission: deploymentUpdatePermission,
  environment: deploysTo('environment'),
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Name of the environment.'),
  }),
  output: z.object({}),
  attributes: { readOnly: false, destructive: true, idempotent: false },
  deliverable: false,
  references: { environment: 'environment' },
  completion: 'ready',
  http: {
    method: 'POST',
    path: '/environments/{environment}/restart',
    status: 204,
    conflict: 'Nothing runs there that can be restarted.',
  },
  audit: {
    eventId: 'deployment-restart',
    severityLevel: 'medium',
    meta: ({ environment }) => ({ environment }),
  },
});

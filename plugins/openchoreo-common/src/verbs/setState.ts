import { z } from 'zod';
import { deploysTo, objectName, resourceFields } from '../operations/Operation';
import { deploymentUpdatePermission } from '../permissions';
import { declareVerb } from './Verb';

export const setState = declareVerb({
  name: 'set-state',
  title: 'Set the state of a component in an environment',
  description:
    'Resumes, suspends (scales to zero) or undeploys an OpenChoreo component in one environment. get-deploy-board has the version to pass, so that no change of somebody else is overwritten. Returns nothing.',
  resource: 'component',
  permission: deploymentUpdatePermission,
  environment: deploysTo('environment'),
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Name of the environment.'),
    state: z
      .enum(['Active', 'Suspend', 'Undeploy'])
      .describe('`Active` resumes or deploys again.'),
    resourceVersion: z
      .string()
      .min(1)
      .describe(
        'The `binding.resourceVersion` of the deploy board that was seen. Rejected when the deployment was changed since.',
      ),
    isUndo: z
      .boolean()
      .optional()
      .describe(
        'Whether it takes back a change that the caller has just made. Recorded in the audit event.',
      ),
  }),
  output: z.object({}),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  deliverable: false,
  references: { environment: 'environment' },
  completion: 'ready',
  http: {
    method: 'PUT',
    path: '/environments/{environment}/state',
    status: 204,
    conflict: 'The deployment was changed since it was seen.',
  },
  audit: {
    eventId: 'deployment-update',
    severityLevel: 'medium',
    meta: ({ environment, state, isUndo }) => ({
      environment,
      state,
      ...(isUndo && { isUndo: 'true' }),
    }),
  },
});

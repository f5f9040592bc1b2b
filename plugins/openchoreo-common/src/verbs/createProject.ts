import { z } from 'zod';
import { deliverySchema } from '../delivery';
import { resourceFields } from '../operations/Operation';
import { projectCreatePermission } from '../permissions';
import {
  createdObjects,
  descriptiveFields,
  idempotencyKey,
  newName,
  optionalText,
} from './fields';
import { declareVerb } from './Verb';

export const createProject = declareVerb({
  name: 'create-project',
  title: 'Create a project',
  description: 'Creates an OpenChoreo project in an organization.',
  resource: 'organization',
  permission: projectCreatePermission,
  input: z.object({
    ...resourceFields.organization,
    name: newName,
    ...descriptiveFields('project'),
    deploymentPipeline: optionalText(
      'Name of the deployment pipeline of its components. `default` by default.',
    ),
    defaultDelivery: deliverySchema
      .optional()
      .describe(
        'How templates deliver changes of the project, where they do not say otherwise. They are applied at once by default.',
      ),
    idempotencyKey,
  }),
  output: z.object({
    organization: z.string().describe('Name of the organization.'),
    project: z.string().describe('Name of the project.'),
    objects: createdObjects,
  }),
  attributes: { readOnly: false, destructive: false, idempotent: false },
  references: { deploymentPipeline: 'deployment-pipeline' },
  creates: 'project',
  http: {
    method: 'POST',
    path: '/projects',
    status: 201,
    conflict: 'The name is already taken.',
  },
  audit: {
    eventId: 'project-create',
    severityLevel: 'medium',
    meta: ({ name }) => ({ project: name }),
  },
});

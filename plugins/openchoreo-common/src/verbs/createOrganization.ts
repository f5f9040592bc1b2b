import { z } from 'zod';
import { organizationCreatePermission } from '../permissions';
import {
  createdObjects,
  descriptiveFields,
  idempotencyKey,
  newName,
} from './fields';
import { declareVerb } from './Verb';

export const createOrganization = declareVerb({
  name: 'create-organization',
  title: 'Create an organization',
  description:
    'Creates an OpenChoreo organization. The control plane creates the Kubernetes namespace of the same name, which holds its projects.',
  resource: 'platform',
  permission: organizationCreatePermission,
  input: z.object({
    name: newName,
    ...descriptiveFields('organization'),
    idempotencyKey,
  }),
  output: z.object({
    organization: z.string().describe('Name of the organization.'),
    objects: createdObjects,
  }),
  attributes: { readOnly: false, destructive: false, idempotent: false },
  creates: 'organization',
  http: {
    method: 'POST',
    path: '/organizations',
    status: 201,
    conflict: 'The name is already taken.',
  },
  audit: {
    eventId: 'organization-create',
    severityLevel: 'medium',
    meta: ({ name }) => ({ organization: name }),
  },
});

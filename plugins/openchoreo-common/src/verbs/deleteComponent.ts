import { z } from 'zod';
import { resourceFields } from '../operations/Operation';
import {
  componentDeletePermission,
  environmentDeployPermission,
} from '../permissions';
import { objectReferences } from './fields';
import { declareVerb } from './Verb';

export const deleteComponent = declareVerb({
  name: 'delete-component',
  title: 'Delete a component',
  description:
    'Deletes an OpenChoreo component with everything that belongs to it, in all environments. Its promotions stay as the record. It cannot be undone. The control plane removes what runs on the data planes first.',
  resource: 'component',
  permission: componentDeletePermission,
  environment: {
    permission: environmentDeployPermission,
    field: 'component',
    names: 'component',
  },
  input: z.object(resourceFields.component),
  output: z.object({
    environments: z
      .array(z.string())
      .describe('Environments that it is deployed to.'),
    objects: objectReferences.describe(
      'The Kubernetes objects that are deleted, without those on data planes.',
    ),
  }),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  completion: 'deleted',
  http: { method: 'DELETE', path: '', status: 202 },
  audit: {
    eventId: 'component-delete',
    severityLevel: 'medium',
    meta: () => ({}),
    outcome: ({ environments }) => ({ environments: environments.join(', ') }),
  },
});

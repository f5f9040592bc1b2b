import { z } from 'zod';
import { resourceFields } from '../operations/Operation';
import { projectDeletePermission } from '../permissions';
import { deleteComponent } from './deleteComponent';
import { objectReferences } from './fields';
import { declareVerb } from './Verb';

export const deleteProject = declareVerb({
  name: 'delete-project',
  title: 'Delete a project',
  description:
    'Deletes an OpenChoreo project with its components and everything that belongs to it, in all environments. Its promotions stay as the record. It cannot be undone. The control plane removes what runs on the data planes first. A dry run returns what would be deleted.',
  resource: 'project',
  permission: projectDeletePermission,
  eachComponent: deleteComponent,
  input: z.object(resourceFields.project),
  output: z.object({
    components: z
      .array(z.string())
      .describe('Names of the components that are deleted.'),
    environments: z
      .array(z.string())
      .describe('Environments that they are deployed to.'),
    objects: objectReferences.describe(
      'The Kubernetes objects that are deleted, without those on data planes.',
    ),
  }),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  completion: 'deleted',
  http: { method: 'DELETE', path: '', status: 202 },
  audit: {
    eventId: 'project-delete',
    severityLevel: 'medium',
    meta: () => ({}),
    outcome: ({ components, environments }) => ({
      components: components.join(', '),
      environments: environments.join(', '),
    }),
  },
});

import { conditionsSchema } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { defineKind } from './defineKind';

/** A namespace. One with the label of the control plane is an organization. */
export const namespaceKind = defineKind({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
  spec: z.object({}).optional(),
  status: z.object({}),
});

export type Namespace = z.infer<typeof namespaceKind.schema>;

export const projectKind = defineKind({
  kind: 'Project',
  plural: 'projects',
  spec: z.object({
    deploymentPipelineRef: z
      // Projects from before 1.0 have the name alone.
      .union([z.string(), z.object({ name: z.string() })])
      .transform(ref => (typeof ref === 'string' ? ref : ref.name)),
  }),
  status: z.object({ conditions: conditionsSchema.optional() }),
});

export type Project = z.infer<typeof projectKind.schema>;

/** What deploys the cell of a project to an environment, since 1.2. OpenChoreo does not create it. */
export const projectReleaseBindingKind = defineKind({
  kind: 'ProjectReleaseBinding',
  plural: 'projectreleasebindings',
  owner: {
    project: 'spec.owner.projectName',
    environment: 'spec.environment',
  },
  spec: z.object({
    owner: z.object({ projectName: z.string() }),
    environment: z.string(),
  }),
  status: z.object({}),
});

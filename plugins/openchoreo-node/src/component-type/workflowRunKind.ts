import { conditionsSchema } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { indexValue } from '../cache/indexes';
import type { ResourceKind } from '../cache/ResourceReader';
import { defineKind } from './defineKind';

/** The labels of a WorkflowRun that builds a component. */
export const runLabels = {
  project: 'openchoreo.dev/project',
  component: 'openchoreo.dev/component',
} as const;

const kind = defineKind({
  kind: 'WorkflowRun',
  plural: 'workflowruns',
  spec: z.object({
    workflow: z.object({
      kind: z.string().optional(),
      name: z.string(),
      parameters: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  status: z.object({
    conditions: conditionsSchema.optional(),
    tasks: z
      .array(
        z.object({
          name: z.string(),
          phase: z.string().default('Pending'),
          startedAt: z.string().optional(),
          completedAt: z.string().optional(),
          message: z.string().optional(),
        }),
      )
      .optional(),
  }),
});

export type WorkflowRun = z.infer<typeof kind.schema>;

/** A run of a workflow. One that builds a component belongs to it by its labels. */
export const workflowRunKind: ResourceKind<WorkflowRun> = {
  ...kind,
  indexValues({ metadata: { namespace = '', labels = {} } }) {
    const project = labels[runLabels.project];
    const component = labels[runLabels.component];
    return project && component
      ? { component: indexValue(namespace, project, component) }
      : {};
  },
};

import { z } from 'zod';

const parametersSchema = z.array(
  z.object({
    name: z.string(),
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  }),
);

const nodeSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  type: z.string(),
  templateName: z.string().nullish(),
  phase: z.string().nullish(),
  message: z.string().nullish(),
  startedAt: z.iso.datetime({ offset: true }).nullish(),
  finishedAt: z.iso.datetime({ offset: true }).nullish(),
  outputs: z.object({ parameters: parametersSchema.nullish() }).nullish(),
});

/** A node of a Workflow: a step, or a group of steps. */
export type WorkflowNode = z.infer<typeof nodeSchema>;

/** The part of an Argo Workflow that the control plane reads. Argo writes null for some absent values. */
export const workflowSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    uid: z.string(),
    deletionTimestamp: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
  status: z
    .object({
      phase: z.string().nullish(),
      message: z.string().nullish(),
      nodes: z.record(z.string(), nodeSchema).nullish(),
    })
    .nullish(),
});

/** An Argo Workflow. */
export type Workflow = z.infer<typeof workflowSchema>;

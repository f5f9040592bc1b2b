import { quantityValue } from '@promenade/kube-client';
import { z } from 'zod';
import type { RuntimeObject } from '../domain/RuntimeSnapshot';

const containerSchema = z.object({
  resources: z.object({
    limits: z.object({
      cpu: z.union([z.string(), z.number()]).optional(),
      memory: z.union([z.string(), z.number()]).optional(),
    }),
  }),
});

const podSpecSchema = z.object({
  containers: z.array(z.unknown()),
});

const templateSchema = z.object({
  spec: z.object({ template: z.object({ spec: podSpecSchema }) }),
});

const cronJobSchema = z.object({
  spec: z.object({ jobTemplate: templateSchema }),
});

/** The limit of a pod of a component: the sum of its containers. Undefined unless all of them, in all of its workloads, have the same sum. */
export function podLimit(
  objects: readonly RuntimeObject[],
  name: 'cpu' | 'memory',
): number | undefined {
  const limits = objects
    .filter(({ podLabels }) => podLabels)
    .map(({ manifest }) =>
      containersOf(manifest).reduce<number | undefined>((sum, container) => {
        const { resources } = containerSchema.safeParse(container).data ?? {};
        const limit = resources?.limits[name];
        const value =
          limit === undefined ? undefined : quantityValue(String(limit));
        return sum === undefined || value === undefined
          ? undefined
          : sum + value;
      }, 0),
    );
  const [first] = limits;
  return first && limits.every(limit => limit === first) ? first : undefined;
}

function containersOf(manifest: object): readonly unknown[] {
  const cronJob = cronJobSchema.safeParse(manifest).data?.spec.jobTemplate;
  const template = cronJob ?? templateSchema.safeParse(manifest).data;
  return template?.spec.template.spec.containers ?? [];
}

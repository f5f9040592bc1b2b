import { z } from 'zod';
import type { RuntimeObject } from '../domain/RuntimeSnapshot';
import { observedObject } from './deploymentStatus';

const manifestSchema = z.object({
  apiVersion: z.string().catch(''),
  kind: z.string().catch(''),
  metadata: z
    .object({
      name: z.string().catch(''),
      namespace: z.string().optional().catch(undefined),
    })
    .catch({ name: '' }),
});

const labelsSchema = z.record(z.string(), z.string());
const templateSchema = z.object({
  metadata: z.object({ labels: labelsSchema }),
});

/** The places of the labels of pods: of a Deployment or StatefulSet, of a Job, and of a CronJob. */
const workloadSchemas = [
  z
    .object({ selector: z.object({ matchLabels: labelsSchema }) })
    .transform(({ selector }) => selector.matchLabels),
  z
    .object({ template: templateSchema })
    .transform(({ template }) => template.metadata.labels),
  z
    .object({
      jobTemplate: z.object({ spec: z.object({ template: templateSchema }) }),
    })
    .transform(({ jobTemplate }) => jobTemplate.spec.template.metadata.labels),
];

/** A Release or a RenderedRelease. */
interface RenderedObjects {
  spec: {
    resources?: readonly {
      id: string;
      object: Readonly<Record<string, unknown>>;
    }[];
  };
  status?: {
    resources?: readonly (Parameters<typeof observedObject>[0] & {
      id: string;
      status?: Record<string, unknown>;
      lastObservedTime?: string;
    })[];
  };
}

/**
 * The objects that a deployment is rendered into, with their last observed state.
 *
 * @param componentLabel - the label of pods that names their component
 */
export function runtimeObjects(
  { spec, status }: RenderedObjects,
  componentLabel: string,
): RuntimeObject[] {
  const observed = new Map(
    (status?.resources ?? []).map(resource => [resource.id, resource]),
  );
  return (spec.resources ?? []).map(resource => {
    const { apiVersion, kind, metadata } = manifestSchema.parse(
      resource.object,
    );
    const found = observed.get(resource.id);
    return {
      ...observedObject(
        found ?? {
          kind,
          name: metadata.name,
          namespace: metadata.namespace,
        },
      ),
      apiVersion,
      manifest: resource.object,
      status: found?.status,
      observedAt: found?.lastObservedTime,
      failure: found?.trouble && {
        reason: found.trouble.reason,
        message: found.trouble.message,
        image: found.trouble.image,
        pods: { affected: found.trouble.pods, total: found.trouble.of },
      },
      podLabels: podLabelsOf(resource.object.spec, componentLabel),
    };
  });
}

/** The labels of the pods of a workload. Undefined if they do not name the component: they could select pods of other components. */
function podLabelsOf(
  spec: unknown,
  componentLabel: string,
): RuntimeObject['podLabels'] {
  for (const schema of workloadSchemas) {
    const labels = schema.safeParse(spec).data;
    if (labels && componentLabel in labels) return labels;
  }
  return undefined;
}

import type { DataPlaneCapacity } from '@promenade/backstage-plugin-openchoreo-common';
import type { KubeClient, ResourceType } from '@promenade/kube-client';
import { z } from 'zod';
import { toRuntimeError } from './toRuntimeError';

type Node = DataPlaneCapacity['nodes'][number];

/**
 * Lists the nodes of a data plane, in no particular order.
 *
 * @public
 */
export interface NodeProvider {
  list(): Promise<Node[]>;
}

const nodeType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  scope: 'Cluster',
};

const optionalText = z.string().optional().catch(undefined);

const nodeSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({ unschedulable: z.boolean().catch(false) }).catch({
    unschedulable: false,
  }),
  status: z
    .object({
      allocatable: z
        .object({ cpu: optionalText, memory: optionalText, pods: optionalText })
        .catch({}),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            message: optionalText,
          }),
        )
        .catch([]),
      nodeInfo: z.object({ kubeletVersion: optionalText }).catch({}),
    })
    .catch({ allocatable: {}, conditions: [], nodeInfo: {} }),
});

/** The nodes that the Kubernetes API of a data plane reports. */
export class KubernetesNodes implements NodeProvider {
  readonly #client: KubeClient;
  readonly #dataPlane: string;

  /** @param dataPlane - its name, for messages */
  constructor(client: KubeClient, dataPlane: string) {
    this.#client = client;
    this.#dataPlane = dataPlane;
  }

  async list(): Promise<Node[]> {
    try {
      const { items } = await this.#client.list(nodeType);
      return items.map(item => nodeView(nodeSchema.parse(item)));
    } catch (error) {
      throw toRuntimeError(
        'list nodes',
        `data plane ${this.#dataPlane}`,
        error,
      );
    }
  }
}

function nodeView({
  metadata,
  spec,
  status,
}: z.output<typeof nodeSchema>): Node {
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  const isReady = ready?.status === 'True';
  return {
    name: metadata.name,
    isReady,
    isSchedulable: !spec.unschedulable,
    message: isReady ? undefined : ready?.message,
    ...status.allocatable,
    version: status.nodeInfo.kubeletVersion,
  };
}

import type {
  LogLine,
  RuntimeEvent,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  eventType,
  podType,
  quantityValue,
  type KubeClient,
  type KubeObject,
  type ResourceType,
} from '@promenade/kube-client';
import { z } from 'zod';
import { toRuntimeError } from './toRuntimeError';
import type {
  LiveKind,
  LiveObject,
  LogRequest,
  NamespacedObject,
  PodUsage,
  RuntimeProvider,
  WorkloadSelector,
} from './RuntimeProvider';

const types: Record<LiveKind, ResourceType> = {
  Pod: podType,
  ReplicaSet: {
    group: 'apps',
    version: 'v1',
    kind: 'ReplicaSet',
    plural: 'replicasets',
    scope: 'Namespaced',
  },
  Job: {
    group: 'batch',
    version: 'v1',
    kind: 'Job',
    plural: 'jobs',
    scope: 'Namespaced',
  },
};

const podMetricsType: ResourceType = {
  group: 'metrics.k8s.io',
  version: 'v1beta1',
  kind: 'PodMetrics',
  plural: 'pods',
  scope: 'Namespaced',
};

/** The longest text of a line. The rest is cut off. */
const maxLineLength = 16 * 1024;

const optionalText = z.string().optional().catch(undefined);

const eventSchema = z.object({
  metadata: z.object({ creationTimestamp: optionalText }),
  type: z.enum(['Normal', 'Warning']).catch('Normal'),
  reason: z.string().catch(''),
  message: z.string().catch(''),
  count: z.number().int().optional().catch(undefined),
  series: z
    .object({
      count: z.number().int().optional(),
      lastObservedTime: optionalText,
    })
    .optional()
    .catch(undefined),
  firstTimestamp: optionalText,
  lastTimestamp: optionalText,
  eventTime: optionalText,
  source: z.object({ component: optionalText }).optional().catch(undefined),
  reportingComponent: optionalText,
});

const usageSchema = z.object({ cpu: z.string(), memory: z.string() }).partial();

const podMetricsSchema = z.object({
  metadata: z.object({ name: z.string() }),
  timestamp: z.string(),
  containers: z.array(z.object({ usage: usageSchema })),
});

/** What the Kubernetes API of a data plane or a build plane reports. */
export class KubernetesRuntime implements RuntimeProvider {
  readonly #client: KubeClient;
  readonly #plane: string;

  /** @param plane - for messages, such as `data plane eu-west` */
  constructor(client: KubeClient, plane: string) {
    this.#client = client;
    this.#plane = plane;
  }

  async list(
    kind: LiveKind,
    selector: WorkloadSelector,
    signal?: AbortSignal,
  ): Promise<LiveObject[]> {
    const { namespace } = selector;
    const labelSelector = labelSelectorOf(selector);
    const type = types[kind];
    const { items } = await this.#request(
      `list ${type.plural} in namespace ${namespace}`,
      () => this.#client.list(type, { namespace, labelSelector, signal }),
    );
    return items.map(item => liveObject(kind, item));
  }

  async pod(key: {
    namespace: string;
    name: string;
  }): Promise<LiveObject | undefined> {
    const found = await this.#request(
      `get pod ${key.name} in namespace ${key.namespace}`,
      () => this.#client.find(podType, key),
    );
    return found && liveObject('Pod', found);
  }

  async podUsage(
    selector: WorkloadSelector,
    signal?: AbortSignal,
  ): Promise<PodUsage[]> {
    const { namespace } = selector;
    const { items } = await this.#request(
      `list the metrics of pods in namespace ${namespace}`,
      () =>
        this.#client.list(podMetricsType, {
          namespace,
          labelSelector: labelSelectorOf(selector),
          signal,
        }),
    );
    return items.map(item => podUsage(podMetricsSchema.parse(item)));
  }

  async events({
    kind,
    namespace,
    name,
  }: NamespacedObject): Promise<RuntimeEvent[]> {
    const { items } = await this.#request(
      `list events in namespace ${namespace}`,
      () =>
        this.#client.list(eventType, {
          namespace,
          fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name}`,
        }),
    );
    return items.map(item => runtimeEvent(eventSchema.parse(item)));
  }

  async log(
    { namespace, pod, since, tail, ...options }: LogRequest,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LogLine>> {
    const operation = `read the log of pod ${pod} in namespace ${namespace}`;
    const lines = await this.#request(operation, () =>
      this.#client.podLog(
        { namespace, name: pod },
        {
          ...options,
          signal,
          timestamps: true,
          sinceTime: since,
          tailLines: tail,
        },
      ),
    );
    return this.#logLines(operation, lines);
  }

  async *#logLines(
    operation: string,
    lines: AsyncIterable<string>,
  ): AsyncIterable<LogLine> {
    try {
      for await (const line of lines) yield logLine(line);
    } catch (error) {
      throw toRuntimeError(operation, this.#plane, error);
    }
  }

  async #request<T>(operation: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toRuntimeError(operation, this.#plane, error);
    }
  }
}

function labelSelectorOf({ labels }: WorkloadSelector): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

function liveObject(kind: LiveKind, object: KubeObject): LiveObject {
  const { metadata } = object;
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return {
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    owner: owner && { kind: owner.kind, name: owner.name, uid: owner.uid },
    createdAt: metadata.creationTimestamp,
    isBeingDeleted: metadata.deletionTimestamp !== undefined,
    spec: 'spec' in object ? object.spec : undefined,
    status: 'status' in object ? object.status : undefined,
  };
}

/** The sum of the containers of a pod. */
function podUsage({
  metadata,
  timestamp,
  containers,
}: z.output<typeof podMetricsSchema>): PodUsage {
  const sumOf = (resource: 'cpu' | 'memory') =>
    containers.reduce(
      (sum, { usage }) => sum + (quantityValue(usage[resource] ?? '') ?? 0),
      0,
    );
  return {
    pod: metadata.name,
    at: timestamp,
    cpu: sumOf('cpu'),
    memory: sumOf('memory'),
  };
}

/** Of both forms of events: the one with a count, and the one with a series. */
function runtimeEvent(event: z.output<typeof eventSchema>): RuntimeEvent {
  const { series, source } = event;
  const first =
    event.firstTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp;
  return {
    type: event.type,
    reason: event.reason,
    message: event.message,
    count: event.count ?? series?.count ?? 1,
    firstSeen: first,
    lastSeen: event.lastTimestamp ?? series?.lastObservedTime ?? first,
    source: source?.component || event.reportingComponent || undefined,
  };
}

/** A line that begins with its time. */
const timedLine = /^(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})) ?(.*)$/s;

function logLine(line: string): LogLine {
  const [, at, text = line] = timedLine.exec(line) ?? [];
  return { at, text: text.slice(0, maxLineLength) };
}

import {
  podType,
  SharedInformer,
  type KubeObject,
  type SharedInformerOptions,
} from '@promenade/kube-client';
import { dataPlaneLabels } from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { jsonAt } from '../../runtime/json';
import { findPodTrouble, type ContainerTrouble } from './container-trouble';

/** The cached part of a pod. */
export interface WatchedPod extends KubeObject {
  readonly phase?: string;
  readonly trouble?: ContainerTrouble;
}

/** Options of a {@link PodWatch}. */
export interface PodWatchOptions
  extends Pick<
    SharedInformerOptions<WatchedPod>,
    'client' | 'logger' | 'metrics'
  > {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Called with a pod when its trouble changes. */
  readonly onChange: (pod: KubeObject) => void;
}

const byComponent = 'component';

/** Watches the pods of components on a data plane, with one informer that starts with the first call of {@link podsOf}. */
export class PodWatch {
  readonly #options: PodWatchOptions;
  #informer?: SharedInformer<WatchedPod>;

  constructor(options: PodWatchOptions) {
    this.#options = options;
  }

  /**
   * Returns the cached pods of a workload. Later changes are reported to `onChange`. Empty where reading pods is forbidden.
   */
  podsOf(workload: KubeObject): WatchedPod[] {
    const labels = podSelectorLabels(workload);
    const informer = (this.#informer ??= this.#watch());
    const isJob = workload.kind === 'Job';
    return informer
      .byIndex(byComponent, indexValue(workload.metadata.namespace, labels))
      .filter(
        ({ metadata, phase }) =>
          !metadata.deletionTimestamp &&
          // Finished pods are replaced, except those of a Job, whose state depends on them.
          (isJob || (phase !== 'Succeeded' && phase !== 'Failed')) &&
          Object.entries(labels).every(
            ([key, value]) => metadata.labels?.[key] === value,
          ),
      );
  }

  #watch(): SharedInformer<WatchedPod> {
    const { client, logger, metrics, signal, onChange } = this.#options;
    const informer = new SharedInformer<WatchedPod>({
      client,
      logger,
      metrics,
      type: podType,
      labelSelector: `${dataPlaneLabels.componentName},${dataPlaneLabels.environmentName}`,
      transform: watchedPod,
      indexers: {
        [byComponent]: ({ metadata }) => [
          indexValue(metadata.namespace, metadata.labels ?? {}),
        ],
      },
    });
    const onTrouble = (pod: WatchedPod) => {
      if (pod.trouble) onChange(pod);
    };
    informer.addHandler({
      onAdd: onTrouble,
      onUpdate: (before, pod) => {
        if (!isDeepStrictEqual(before.trouble, pod.trouble)) onChange(pod);
      },
      onDelete: onTrouble,
    });
    informer.start(signal);
    return informer;
  }
}

function watchedPod(pod: WatchedPod): WatchedPod {
  const { name, namespace, uid, resourceVersion, labels, deletionTimestamp } =
    pod.metadata;
  const phase = jsonAt(pod, 'status', 'phase');
  return {
    apiVersion: pod.apiVersion,
    kind: pod.kind,
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion,
      labels,
      deletionTimestamp,
    },
    phase: typeof phase === 'string' ? phase : undefined,
    trouble: findPodTrouble(pod),
  };
}

/** Returns the labels that select the pods of a Deployment, StatefulSet, Job or CronJob. */
function podSelectorLabels(workload: KubeObject): Record<string, string> {
  const found = [
    jsonAt(workload, 'spec', 'selector', 'matchLabels'),
    jsonAt(workload, 'spec', 'template', 'metadata', 'labels'),
    jsonAt(
      workload,
      'spec',
      'jobTemplate',
      'spec',
      'template',
      'metadata',
      'labels',
    ),
  ].map(stringMembers);
  return found.find(labels => dataPlaneLabels.componentName in labels) ?? {};
}

function stringMembers(value: unknown): Record<string, string> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, text]) =>
          typeof text === 'string' ? [[key, text]] : [],
        ),
      )
    : {};
}

function indexValue(
  namespace: string | undefined,
  labels: Record<string, string>,
): string {
  return `${namespace}/${labels[dataPlaneLabels.componentName] ?? ''}`;
}

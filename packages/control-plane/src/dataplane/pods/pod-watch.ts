import {
  SharedInformer,
  type KubeObject,
  type ResourceType,
  type SharedInformerOptions,
} from '@promenade/kube-client';
import { dataPlaneLabels } from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { jsonAt } from '../../runtime/json';
import { troubleOfPod, type ContainerTrouble } from './container-trouble';

/** What is kept of a pod: whose it is, and what is wrong with it. */
export interface WatchedPod extends KubeObject {
  readonly phase?: string;
  readonly trouble?: ContainerTrouble;
}

/** What pods are watched with. */
export interface PodWatchOptions
  extends Pick<
    SharedInformerOptions<WatchedPod>,
    'client' | 'logger' | 'metrics'
  > {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Called with a pod whose trouble is not what it was. */
  readonly onChange: (pod: KubeObject) => void;
}

const podType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  scope: 'Namespaced',
};

const byComponent = 'component';

/** The pods of components on a data plane: one watch for all of them, begun when something there is first unwell. */
export class PodWatch {
  readonly #options: PodWatchOptions;
  #informer?: SharedInformer<WatchedPod>;

  constructor(options: PodWatchOptions) {
    this.#options = options;
  }

  /**
   * The pods that a workload has, as far as they are known by now; what is learnt later is told by `onChange`.
   * None where pods must not be read: what is wrong is then not known, and all else goes on.
   */
  podsOf(workload: KubeObject): WatchedPod[] {
    const labels = podLabelsOf(workload);
    const informer = (this.#informer ??= this.#watch());
    const isJob = workload.kind === 'Job';
    return informer
      .byIndex(byComponent, indexValue(workload.metadata.namespace, labels))
      .filter(
        ({ metadata, phase }) =>
          !metadata.deletionTimestamp &&
          // What has ended is replaced, but for the pods of a Job, which is judged by them.
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
    trouble: troubleOfPod(pod),
  };
}

/** The labels by which the pods of a Deployment, StatefulSet, Job or CronJob are known. */
function podLabelsOf(workload: KubeObject): Record<string, string> {
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
  ].map(textsOf);
  return found.find(labels => dataPlaneLabels.componentName in labels) ?? {};
}

function textsOf(value: unknown): Record<string, string> {
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

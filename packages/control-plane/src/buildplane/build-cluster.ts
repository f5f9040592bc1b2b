import {
  SharedInformer,
  type KubeClient,
  type KubeObject,
  type Logger,
  type Metrics,
} from '@promenade/kube-client';
import { dataPlaneLabels } from '@promenade/openchoreo-model';
import { ClusterConnection } from '../dataplane/access/cluster-connection';
import { workflowType } from '../runtime/kubernetes-types';

/** Options of a {@link BuildCluster}. */
export interface BuildClusterOptions {
  readonly client: KubeClient;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Called with the metadata of a build's Workflow after the Workflow was added, changed or deleted. */
  readonly onWorkflowChange: (workflow: KubeObject) => void;
  /** Called when the API server starts or stops to respond. */
  readonly onReachabilityChange?: () => void;
  readonly probeTimeoutMs?: number;
}

/** The Kubernetes cluster of a build plane. */
export class BuildCluster {
  readonly connection: ClusterConnection;
  readonly #options: BuildClusterOptions;
  #isWatching = false;

  constructor(options: BuildClusterOptions) {
    this.connection = new ClusterConnection({
      ...options,
      plane: 'build plane',
    });
    this.#options = options;
  }

  /** Watches the metadata of the Workflows of builds from the first call on. The cluster must serve Workflows. */
  watchWorkflows(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const { client, logger, metrics, signal, onWorkflowChange } = this.#options;
    const informer = new SharedInformer<KubeObject>({
      client,
      type: workflowType,
      labelSelector: `${dataPlaneLabels.target}=build`,
      metadataOnly: true,
      logger,
      metrics,
    });
    // Without changes no request is sent for a long time: a watch is what shows that the API server is gone.
    informer.events.on('reconnect', ({ error }) =>
      this.connection.probeAfter(error),
    );
    informer.addHandler({
      onAdd: (workflow, { initial }) => {
        if (!initial) onWorkflowChange(workflow);
      },
      onUpdate: (_, workflow) => onWorkflowChange(workflow),
      onDelete: workflow => onWorkflowChange(workflow),
    });
    informer.start(signal);
  }
}

import {
  Clock,
  EventRecorder,
  InformerFactory,
  KubeClient,
  Logger,
  Metrics,
} from '@promenade/kube-client';
import { Read } from './read';
import { Write } from './write';

/** The shared dependencies of the controllers of a running control plane (controller-runtime's Manager). */
export interface ControlPlaneContext {
  /** Client of the Kubernetes API that holds the resources, for reads that the cache cannot answer. Reconcilers write through `write`. */
  client: KubeClient;
  informers: InformerFactory;
  read: Read;
  write: Write;
  events: EventRecorder;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  /** Whether this control plane reconciles the objects of a namespace. It may be limited to some. */
  inScope(namespace: string): boolean;
}

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

/** What every reconciler is built from. One per running control plane. */
export interface ControlPlaneContext {
  /** The Kubernetes API that holds the resources. Reconcilers write through `write`; this is for what is not in the cache. */
  client: KubeClient;
  informers: InformerFactory;
  read: Read;
  write: Write;
  events: EventRecorder;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  /** Whether this control plane answers for the objects of a namespace (it may be told to look after some organizations only). */
  inScope(namespace: string): boolean;
}

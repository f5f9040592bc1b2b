import type { EndpointInput } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  WorkloadConnection,
  WorkloadContainer,
} from '@promenade/openchoreo-model';

/** The contents of a workload descriptor. */
export interface DescribedWorkload {
  endpoints: EndpointInput[];
  connections: Record<string, WorkloadConnection>;
  /** Containers by name. One without an image keeps that which it has. Undefined where the descriptor has none. */
  containers?: Record<string, Partial<WorkloadContainer>>;
  /** What has no effect, one sentence each. */
  warnings?: readonly string[];
}

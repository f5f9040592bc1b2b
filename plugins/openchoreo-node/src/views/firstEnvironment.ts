import type { PipelineEdge } from '../domain/ComponentSnapshot';
import { environmentOrder } from './environmentOrder';

/** OpenChoreo v0.3.2 deploys to this environment first, even if it is not the first of the pipeline. */
const defaultFirst = 'development';

/** The environment that a new component is deployed to. */
export function firstEnvironment(edges: readonly PipelineEdge[]): string {
  const order = environmentOrder(edges);
  return order.includes(defaultFirst) ? defaultFirst : order[0] ?? defaultFirst;
}

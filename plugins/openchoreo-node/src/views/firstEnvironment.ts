import type { PipelineEdge } from '../domain/ComponentSnapshot';
import { environmentOrder } from './environmentOrder';

/** The environment that OpenChoreo v0.3.2 deploys to first, whatever the pipeline says. */
const usualFirst = 'development';

/** Where a component is deployed before anything is promoted. */
export function firstEnvironment(edges: readonly PipelineEdge[]): string {
  const order = environmentOrder(edges);
  return order.includes(usualFirst) ? usualFirst : order[0] ?? usualFirst;
}

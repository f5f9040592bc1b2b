import type {
  Cell,
  CellConnection,
} from '@promenade/backstage-plugin-openchoreo-common';
import { componentId } from './cellGraph';

/**
 * The connections of a component of a cell: what it calls, and what calls it.
 *
 * @param id - that of the node of the component
 */
export function ownConnections(
  { connections }: Pick<Cell, 'connections'>,
  id: string,
): { calls: CellConnection[]; callers: CellConnection[] } {
  return {
    calls: connections.filter(
      ({ from, direction }) =>
        direction !== 'westbound' && componentId(from.component) === id,
    ),
    callers: connections.filter(
      ({ to, direction }) =>
        (direction === 'inside' || direction === 'westbound') &&
        to.kind === 'component' &&
        componentId(to.component) === id,
    ),
  };
}

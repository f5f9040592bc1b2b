import type { Cell } from '@promenade/backstage-plugin-openchoreo-common';
import { componentId } from '../cell/cellGraph';
import { ownConnections } from '../cell/ownConnections';

/** The part of a cell around a component: the component, what it calls, and what calls it. */
export function focusCell(cell: Cell, component: string): Cell {
  const { calls, callers } = ownConnections(cell, componentId(component));
  // A component that calls itself is in both lists.
  const connections = [...new Set([...calls, ...callers])];
  const names = new Set([component]);
  for (const { from, to, direction } of connections) {
    if (direction !== 'westbound') names.add(from.component);
    if (to.kind === 'component' && direction !== 'eastbound') {
      names.add(to.component);
    }
  }
  return {
    ...cell,
    components: cell.components.filter(({ name }) => names.has(name)),
    connections,
  };
}

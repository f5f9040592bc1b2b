import { boxAround, type Box } from './box';
import {
  organizationGateway,
  type CellGraph,
  type CellLink,
  type OutsideNode,
} from './cellGraph';
import { outsideGap, outsideSize, padding, rowHeight } from './cellMeasures';
import type { Point } from './curve';

/** The nodes of a side in their order: the gateway of the organization is the first one to the west. */
function rowsOf({ outside, links }: CellGraph, side: 'west' | 'east') {
  const ids = outside.filter(each => each.side === side).map(({ id }) => id);
  const hasGateway =
    side === 'west' && links.some(({ from }) => from === organizationGateway);
  return hasGateway ? [organizationGateway, ...ids] : ids;
}

/** The height that the nodes of a side need. */
export function sideHeight(graph: CellGraph, side: 'west' | 'east'): number {
  return rowsOf(graph, side).length * rowHeight + 2 * padding;
}

/** Places what is beside a cell near the components that it is linked to, without overlaps. */
export function placeSide(
  graph: CellGraph,
  centers: ReadonlyMap<string, Point>,
  side: 'west' | 'east',
  { x, cell }: { x: number; cell: Box },
): [string, Point][] {
  const wanted = rowsOf(graph, side)
    .map(id => ({ id, y: meanOf(id, graph.links, centers, 'y') }))
    .sort((a, b) => a.y - b.y);
  const total = wanted.length * rowHeight;
  const first = cell.y + padding / 2;
  const last = cell.y + cell.height - padding / 2;
  let next = first + rowHeight / 2;
  return wanted.map(({ id, y }, index) => {
    const remaining = total - (index + 1) * rowHeight;
    const placed = Math.max(
      next,
      Math.min(y, last - remaining - rowHeight / 2),
    );
    next = placed + rowHeight;
    return [id, { x, y: placed }];
  });
}

/** The mean height of the ports of a side. Undefined when it has none. */
export function meanPort(
  { outside }: CellGraph,
  ports: ReadonlyMap<string, Point>,
  side: OutsideNode['side'],
): number | undefined {
  const ys = outside
    .filter(each => each.side === side)
    .flatMap(({ id }) => ports.get(id)?.y ?? []);
  return ys.length ? ys.reduce((sum, y) => sum + y, 0) / ys.length : undefined;
}

/** Places what is below a cell in rows, near the components that it is linked to. */
export function placeSouth(
  south: readonly OutsideNode[],
  links: readonly CellLink[],
  centers: ReadonlyMap<string, Point>,
  cell: Box,
): [string, Point][] {
  const pitch = outsideSize.width + 24;
  const sorted = south
    .map(({ id }) => ({ id, x: meanOf(id, links, centers, 'x') }))
    .sort((a, b) => a.x - b.x);
  const perRow = Math.max(1, Math.floor((cell.width + 24) / pitch));
  return sorted.map(({ id }, index) => {
    const row = Math.floor(index / perRow);
    const inRow = Math.min(perRow, sorted.length - row * perRow);
    const start = cell.x + (cell.width - (inRow - 1) * pitch) / 2;
    return [
      id,
      {
        x: start + (index % perRow) * pitch,
        y: cell.y + cell.height + row * rowHeight,
      },
    ];
  });
}

/** The mean coordinate of the components that something is linked to. */
function meanOf(
  id: string,
  links: readonly CellLink[],
  centers: ReadonlyMap<string, Point>,
  axis: 'x' | 'y',
): number {
  const values = links
    .filter(({ from, to }) => from === id || to === id)
    .flatMap(({ from, to }) => centers.get(from === id ? to : from) ?? [])
    .map(center => center[axis]);
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}

/** The box of what is outside a cell, beyond its port on the edge. */
export function outsideBox(side: OutsideNode['side'], port: Point): Box {
  switch (side) {
    case 'west':
      return boxAround(
        { x: port.x - outsideGap - outsideSize.width / 2, y: port.y },
        outsideSize,
      );
    case 'east':
      return boxAround(
        { x: port.x + outsideGap + outsideSize.width / 2, y: port.y },
        outsideSize,
      );
    default:
      return boxAround(
        { x: port.x, y: port.y + outsideGap * 0.75 + outsideSize.height / 2 },
        outsideSize,
      );
  }
}

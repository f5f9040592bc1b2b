import { boxAround, boundsOf, boundsOfBoxes, type Box } from './box';
import { organizationGateway, type CellGraph } from './cellGraph';
import { laneHeight, minCellHeight, nodeSize, padding } from './cellMeasures';
import type { Point } from './curve';
import { layOutGrid, layOutLayers } from './layOutComponents';
import { placeLink, type PlacedLink } from './placeLink';
import {
  meanPort,
  outsideBox,
  placeSide,
  placeSouth,
  sideHeight,
} from './placeOutside';

export interface CellLayout {
  /** Everything that is drawn. */
  bounds: Box;
  /** The edge of the cell. */
  cell: Box;
  /** The boxes of components, and of what is outside, by id. */
  boxes: ReadonlyMap<string, Box>;
  links: readonly PlacedLink[];
  /** Where the gateways are: the middle of each. */
  gateways: Readonly<Record<'north' | 'west' | 'east' | 'south', Point>>;
}

/**
 * Lays out a cell. Components are in layers from left to right along their connections; those without connections to each other are
 * in a grid below. What calls the cell is to the left, other projects that it calls to the right, external hosts below.
 */
export function layOutCell(graph: CellGraph): CellLayout {
  const layers = layOutLayers(graph);
  const grid = layOutGrid(
    graph.nodes.filter(({ id }) => !layers.centers.has(id)),
    layers,
  );
  const centers = new Map([...layers.centers, ...grid]);
  const south = graph.outside.filter(({ side }) => side === 'south');
  const inner = boundsOf([...centers.values()], nodeSize);
  const needed = inner.height + 2 * padding + south.length * laneHeight;
  const height = Math.max(
    needed,
    minCellHeight,
    sideHeight(graph, 'west'),
    sideHeight(graph, 'east'),
  );
  const cell: Box = {
    x: inner.x - padding,
    y: inner.y - padding - (height - needed) / 2,
    width: Math.max(inner.width + 2 * padding, nodeSize.width + 2 * padding),
    height,
  };
  const right = cell.x + cell.width;
  const bottom = cell.y + cell.height;
  const ports = new Map<string, Point>([
    ...placeSide(graph, centers, 'west', { x: cell.x, cell }),
    ...placeSide(graph, centers, 'east', { x: right, cell }),
    ...placeSouth(south, graph.links, centers, cell),
  ]);
  const boxes = new Map<string, Box>();
  for (const [id, center] of centers)
    boxes.set(id, boxAround(center, nodeSize));
  for (const { id, side } of graph.outside) {
    const port = ports.get(id);
    if (port) boxes.set(id, outsideBox(side, port));
  }
  const gateways = {
    north: { x: cell.x + cell.width / 2, y: cell.y },
    west: ports.get(organizationGateway) ?? {
      x: cell.x,
      y: cell.y + cell.height / 2,
    },
    east: {
      x: right,
      y: meanPort(graph, ports, 'east') ?? cell.y + cell.height / 2,
    },
    south: { x: cell.x + cell.width / 2, y: bottom },
  };
  const links = graph.links.flatMap(link => {
    const placed = placeLink(link, {
      centers,
      ports,
      boxes,
      cell,
      south,
      points: layers.points.get(link.id) ?? [],
    });
    return placed ? { ...link, ...placed } : [];
  });
  const bounds = boundsOfBoxes([cell, ...boxes.values()]);
  return { bounds, cell, boxes, links, gateways };
}

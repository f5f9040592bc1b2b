import dagre from '@dagrejs/dagre';
import {
  organizationGateway,
  publicGateway,
  type CellGraph,
  type CellLink,
  type CellNode,
  type OutsideNode,
} from './cellGraph';
import { curve, type Point } from './curve';

/** Measures of the diagram, in pixels before it is scaled. */
const nodeSize = { width: 168, height: 44 };
const outsideSize = { width: 168, height: 36 };
const layerGap = 64;
const nodeGap = 12;
const padding = 56;
/** From the edge of the cell to what is outside. */
const outsideGap = 56;
const rowHeight = outsideSize.height + 12;
/** From a component to the vertical line beside it that leads to a gateway. */
const gutter = 18;
const laneHeight = 8;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedLink extends CellLink {
  /** An SVG path. */
  path: string;
  /** Where a word about it is written. */
  middle: Point;
  /** The end, and whether the link arrives from the left, the right or above. */
  end: Point & { from: 'left' | 'right' | 'above' };
}

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
  const cell: Box = {
    x: inner.x - padding,
    y: inner.y - padding,
    width: Math.max(inner.width + 2 * padding, nodeSize.width + 2 * padding),
    height: Math.max(
      inner.height + 2 * padding + south.length * laneHeight,
      sideHeight(graph, 'west'),
      sideHeight(graph, 'east'),
    ),
  };
  const right = cell.x + cell.width;
  const bottom = cell.y + cell.height;
  const ports = new Map<string, Point>([
    ...placeSide(graph, centers, 'west', { x: cell.x, cell }),
    ...placeSide(graph, centers, 'east', { x: right, cell }),
    ...placeSouth(south, graph.links, centers, cell),
  ]);
  const boxes = new Map<string, Box>();
  for (const [id, center] of centers) boxes.set(id, around(center, nodeSize));
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

interface Layers {
  centers: Map<string, Point>;
  /** The points between both ends of a link, by id. */
  points: Map<string, Point[]>;
}

const westId = 'side:west';
const eastId = 'side:east';

/** The layers of the components that have links to each other or to the sides. */
function layOutLayers({ nodes, outside, links }: CellGraph): Layers {
  const sides = new Map(outside.map(({ id, side }) => [id, side]));
  const ids = new Set(nodes.map(({ id }) => id));
  const endOf = (id: string) => {
    if (ids.has(id)) return id;
    if (id === organizationGateway || sides.get(id) === 'west') return westId;
    return sides.get(id) === 'east' ? eastId : undefined;
  };
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    ranksep: layerGap,
    nodesep: nodeGap,
    edgesep: 12,
  });
  const drawn = links.flatMap(({ id, ...link }) => {
    const from = endOf(link.from);
    const to = endOf(link.to);
    return from && to ? { id, from, to } : [];
  });
  const linked = new Set(
    drawn.flatMap(({ from, to }) => [from, to]).filter(id => ids.has(id)),
  );
  for (const id of linked) graph.setNode(id, { ...nodeSize });
  for (const id of [westId, eastId]) {
    graph.setNode(id, { width: 1, height: nodeSize.height });
  }
  for (const { id, from, to } of drawn) {
    graph.setEdge(from, to, { weight: 2, minlen: 1 }, id);
  }
  // The sides are beyond all layers.
  for (const id of linked) {
    if (!graph.inEdges(id)?.length) {
      graph.setEdge(westId, id, { weight: 0, minlen: 1 }, `first ${id}`);
    }
    if (!graph.outEdges(id)?.length) {
      graph.setEdge(id, eastId, { weight: 0, minlen: 1 }, `last ${id}`);
    }
  }
  dagre.layout(graph);
  return {
    centers: new Map(
      [...linked].map(id => {
        const { x, y } = graph.node(id);
        return [id, { x, y }];
      }),
    ),
    points: new Map(
      drawn.map(({ id, from, to }) => [
        id,
        graph.edge(from, to, id).points.slice(1, -1),
      ]),
    ),
  };
}

/** How much wider than high a cell is made, where there is a choice. */
const preferredRatio = 1.6;
const gridPitch = {
  x: nodeSize.width + 2 * gutter + nodeGap,
  y: nodeSize.height + nodeGap,
};

/** The components without links, in a grid below the layers, or to the right of layers that are high. */
function layOutGrid(
  nodes: readonly CellNode[],
  { centers }: Layers,
): [string, Point][] {
  const layers = boundsOf([...centers.values()], nodeSize);
  const isBeside =
    centers.size > 0 && layers.width < preferredRatio * layers.height;
  const columns = isBeside
    ? Math.ceil(
        nodes.length /
          Math.max(1, Math.floor((layers.height + nodeGap) / gridPitch.y)),
      )
    : Math.max(
        1,
        Math.floor((layers.width + nodeGap) / gridPitch.x),
        Math.ceil(
          Math.sqrt(
            (nodes.length * preferredRatio * gridPitch.y) / gridPitch.x,
          ),
        ),
      );
  const first = {
    x: layers.x + (isBeside ? layers.width + layerGap : 0) + nodeSize.width / 2,
    y:
      layers.y +
      (isBeside || !centers.size ? 0 : layers.height + 2 * nodeGap) +
      nodeSize.height / 2,
  };
  return nodes.map(({ id }, index) => [
    id,
    {
      x: first.x + (index % columns) * gridPitch.x,
      y: first.y + Math.floor(index / columns) * gridPitch.y,
    },
  ]);
}

/** The nodes of a side in their order: the gateway of the organization is the first one to the west. */
function rowsOf({ outside, links }: CellGraph, side: 'west' | 'east') {
  const ids = outside.filter(each => each.side === side).map(({ id }) => id);
  const hasGateway =
    side === 'west' && links.some(({ from }) => from === organizationGateway);
  return hasGateway ? [organizationGateway, ...ids] : ids;
}

function sideHeight(graph: CellGraph, side: 'west' | 'east'): number {
  return rowsOf(graph, side).length * rowHeight + 2 * padding;
}

/** Places what is beside a cell near the components that it is linked to, without overlaps. */
function placeSide(
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

function meanPort(
  { outside }: CellGraph,
  ports: ReadonlyMap<string, Point>,
  side: OutsideNode['side'],
): number | undefined {
  const ys = outside
    .filter(each => each.side === side)
    .flatMap(({ id }) => ports.get(id)?.y ?? []);
  return ys.length ? ys.reduce((sum, y) => sum + y, 0) / ys.length : undefined;
}

function placeSouth(
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

function outsideBox(side: OutsideNode['side'], port: Point): Box {
  switch (side) {
    case 'west':
      return around(
        { x: port.x - outsideGap - outsideSize.width / 2, y: port.y },
        outsideSize,
      );
    case 'east':
      return around(
        { x: port.x + outsideGap + outsideSize.width / 2, y: port.y },
        outsideSize,
      );
    default:
      return around(
        { x: port.x, y: port.y + outsideGap * 0.75 + outsideSize.height / 2 },
        outsideSize,
      );
  }
}

interface Placement {
  centers: ReadonlyMap<string, Point>;
  ports: ReadonlyMap<string, Point>;
  boxes: ReadonlyMap<string, Box>;
  cell: Box;
  south: readonly OutsideNode[];
  /** The points that the layers give the link, between its ends. */
  points: readonly Point[];
}

function placeLink(
  { from, to }: CellLink,
  placement: Placement,
): Omit<PlacedLink, keyof CellLink> | undefined {
  const { centers, ports, boxes, cell, points } = placement;
  const target = centers.get(to);
  if (from === publicGateway) return target && fromPublic(target, cell);
  const source = centers.get(from);
  const lane = placement.south.findIndex(({ id }) => id === to);
  const targetPort = ports.get(to);
  if (lane >= 0) {
    return source && targetPort
      ? toSouth(source, targetPort, { cell, lane, box: boxes.get(to) })
      : undefined;
  }
  const isReversed = source && target && target.x < source.x;
  const sign = isReversed ? -1 : 1;
  const start = source
    ? { x: source.x + (sign * nodeSize.width) / 2, y: source.y }
    : startOutside(ports.get(from), boxes.get(from));
  const end = target
    ? { x: target.x - (sign * nodeSize.width) / 2, y: target.y }
    : endOutside(targetPort, boxes.get(to));
  if (!start || !end) return undefined;
  const isFromSide = !source && boxes.has(from);
  const all = [
    start,
    ...(isFromSide ? [ports.get(from) ?? start] : []),
    ...points,
    ...(!target && targetPort ? [targetPort] : []),
    end,
  ];
  return {
    path: curve(all),
    middle: middleOf(all),
    end: { ...end, from: isReversed ? 'right' : 'left' },
  };
}

function startOutside(port: Point | undefined, box: Box | undefined) {
  return box ? { x: box.x + box.width, y: box.y + box.height / 2 } : port;
}

function endOutside(port: Point | undefined, box: Box | undefined) {
  return box ? { x: box.x, y: box.y + box.height / 2 } : port;
}

const radius = 8;
/** Below or above the middle of a component, where its other links are. */
const offset = 12;

/** Down beside the column of the component, and into it. */
function fromPublic(target: Point, cell: Box) {
  const left = target.x - nodeSize.width / 2;
  const x = left - gutter;
  const y = target.y - offset;
  return {
    path: `M ${x} ${cell.y} V ${
      y - radius
    } q 0 ${radius} ${radius} ${radius} H ${left}`,
    middle: { x, y: (cell.y + y) / 2 },
    end: { x: left, y, from: 'left' as const },
  };
}

/** Out of the component, down beside its column, along a lane of its own, and down to what it calls. */
function toSouth(
  source: Point,
  port: Point,
  { cell, lane, box }: { cell: Box; lane: number; box?: Box },
) {
  const right = source.x + nodeSize.width / 2;
  const x = right + gutter;
  const y = source.y + offset;
  const laneY = cell.y + cell.height - 28 - lane * laneHeight;
  const endY = box ? box.y : port.y;
  const across = port.x - x;
  const r = Math.min(radius, Math.abs(across) / 2);
  const turn = Math.sign(across) * r;
  const path = [
    `M ${right} ${y}`,
    `H ${x - radius}`,
    `q ${radius} 0 ${radius} ${radius}`,
    `V ${laneY - r}`,
    `q 0 ${r} ${turn} ${r}`,
    `H ${port.x - turn}`,
    `q ${turn} 0 ${turn} ${r}`,
    `V ${endY}`,
  ].join(' ');
  return {
    path,
    middle: { x, y: (y + laneY) / 2 },
    end: { x: port.x, y: endY, from: 'above' as const },
  };
}

function middleOf(points: readonly Point[]): Point {
  const index = Math.floor((points.length - 1) / 2);
  const a = points[index];
  const b = points[Math.min(index + 1, points.length - 1)];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function around({ x, y }: Point, size: { width: number; height: number }): Box {
  return { x: x - size.width / 2, y: y - size.height / 2, ...size };
}

function boundsOf(
  centers: readonly Point[],
  size: { width: number; height: number },
): Box {
  return centers.length
    ? boundsOfBoxes(centers.map(center => around(center, size)))
    : { x: 0, y: 0, width: 0, height: 0 };
}

function boundsOfBoxes(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map(box => box.x));
  const y = Math.min(...boxes.map(box => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map(box => box.x + box.width)) - x,
    height: Math.max(...boxes.map(box => box.y + box.height)) - y,
  };
}

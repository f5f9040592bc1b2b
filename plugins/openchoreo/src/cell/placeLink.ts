import type { Box } from './box';
import { publicGateway, type CellLink, type OutsideNode } from './cellGraph';
import { gutter, laneHeight, nodeSize } from './cellMeasures';
import { curve, type Point } from './curve';

/** A link with its place in the diagram. */
export interface PlacedLink extends CellLink {
  /** An SVG path. */
  path: string;
  /** Where a word about it is written. */
  middle: Point;
  /** The end, and whether the link arrives from the left, the right or above. */
  end: Point & { from: 'left' | 'right' | 'above' };
}

/** What the place of a link depends on. */
interface Placement {
  centers: ReadonlyMap<string, Point>;
  ports: ReadonlyMap<string, Point>;
  boxes: ReadonlyMap<string, Box>;
  cell: Box;
  south: readonly OutsideNode[];
  /** Where the link bends on its way between its ends. Empty for a straight one. */
  points: readonly Point[];
}

/** Places a link between its ends. Undefined when an end is not in the diagram. */
export function placeLink(
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

import type { Point } from './curve';

/** A rectangle of the diagram, in pixels before it is scaled. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The box of a size around its center. */
export function boxAround(
  { x, y }: Point,
  size: { width: number; height: number },
): Box {
  return { x: x - size.width / 2, y: y - size.height / 2, ...size };
}

/** The bounds of boxes of one size, by their centers. */
export function boundsOf(
  centers: readonly Point[],
  size: { width: number; height: number },
): Box {
  return centers.length
    ? boundsOfBoxes(centers.map(center => boxAround(center, size)))
    : { x: 0, y: 0, width: 0, height: 0 };
}

/** The bounds of one or more boxes. */
export function boundsOfBoxes(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map(box => box.x));
  const y = Math.min(...boxes.map(box => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map(box => box.x + box.width)) - x,
    height: Math.max(...boxes.map(box => box.y + box.height)) - y,
  };
}

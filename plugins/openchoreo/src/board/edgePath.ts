/** A point on the board, in pixels. */
export interface Point {
  x: number;
  y: number;
}

const radius = 8;

/**
 * The line from one card to another as an SVG path: horizontal, with rounded bends half-way where the height changes.
 *
 * @param points - start, points on the way, and end; at least two, from left to right
 * @param bendOffset - moves the bends by this number of pixels, so that lines from different rows do not overlap
 */
export function edgePath(points: readonly Point[], bendOffset = 0): string {
  const [start, ...rest] = points;
  let path = `M ${start.x} ${start.y}`;
  let last = start;
  for (const next of rest) {
    path += bend(last, next, bendOffset);
    last = next;
  }
  return path;
}

function bend(from: Point, to: Point, bendOffset: number): string {
  const height = to.y - from.y;
  if (height === 0) return ` H ${to.x}`;
  const middle = (from.x + to.x) / 2 + bendOffset;
  const r = Math.min(radius, Math.abs(height) / 2);
  const down = Math.sign(height) * r;
  return [
    ` H ${middle - r}`,
    `q ${r} 0 ${r} ${down}`,
    `V ${to.y - down}`,
    `q 0 ${down} ${r} ${down}`,
    `H ${to.x}`,
  ].join(' ');
}

/** A point in the board, in pixels. */
export interface Point {
  x: number;
  y: number;
}

const radius = 8;

/**
 * The line from one card to another as an SVG path: level, with rounded bends half-way where it changes its height.
 *
 * @param points - where it leaves, what it passes, where it arrives; at least two, from left to right
 * @param aside - moves the bends by so many pixels, to tell lines from different lanes apart
 */
export function edgePath(points: readonly Point[], aside = 0): string {
  const [start, ...rest] = points;
  let path = `M ${start.x} ${start.y}`;
  let last = start;
  for (const next of rest) {
    path += bend(last, next, aside);
    last = next;
  }
  return path;
}

function bend(from: Point, to: Point, aside: number): string {
  const height = to.y - from.y;
  if (height === 0) return ` H ${to.x}`;
  const middle = (from.x + to.x) / 2 + aside;
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

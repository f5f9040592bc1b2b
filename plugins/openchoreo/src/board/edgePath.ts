/** A point in the board, in pixels. */
export interface Point {
  x: number;
  y: number;
}

/**
 * The line from one card to another as an SVG path: level where it leaves and arrives, bent between.
 *
 * @param points - where it leaves, what it passes, where it arrives; at least two
 */
export function edgePath(points: readonly Point[]): string {
  const [start, ...rest] = points;
  let path = `M ${start.x} ${start.y}`;
  let last = start;
  for (const next of rest) {
    if (next.y === last.y) {
      path += ` H ${next.x}`;
    } else {
      const middle = (last.x + next.x) / 2;
      path += ` C ${middle} ${last.y} ${middle} ${next.y} ${next.x} ${next.y}`;
    }
    last = next;
  }
  return path;
}

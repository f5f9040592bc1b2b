/** A point of the diagram, in pixels before it is scaled. */
export interface Point {
  x: number;
  y: number;
}

/** A smooth line through points as an SVG path. It leaves and reaches each point horizontally. */
export function curve([start, ...others]: readonly Point[]): string {
  let path = `M ${start.x} ${start.y}`;
  let last = start;
  for (const next of others) {
    const middle = (last.x + next.x) / 2;
    path +=
      last.y === next.y
        ? ` H ${next.x}`
        : ` C ${middle} ${last.y} ${middle} ${next.y} ${next.x} ${next.y}`;
    last = next;
  }
  return path;
}

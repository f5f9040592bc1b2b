import type { Box } from './box';

/** A direction of the arrow keys. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/** The box that an arrow key leads to: the nearest one in its direction. Undefined when there is none. */
export function nearestNode(
  boxes: ReadonlyMap<string, Box>,
  from: string,
  direction: Direction,
): string | undefined {
  const origin = boxes.get(from);
  if (!origin) return undefined;
  const isHorizontal = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  let nearest: { id: string; distance: number } | undefined;
  for (const [id, box] of boxes) {
    const dx = centerX(box) - centerX(origin);
    const dy = centerY(box) - centerY(origin);
    const along = sign * (isHorizontal ? dx : dy);
    const across = Math.abs(isHorizontal ? dy : dx);
    if (id === from || along <= 1) continue;
    // A node that is further away and straight ahead comes before one at an angle.
    const distance = along + 2 * across;
    if (!nearest || distance < nearest.distance) nearest = { id, distance };
  }
  return nearest?.id;
}

function centerX({ x, width }: Box): number {
  return x + width / 2;
}

function centerY({ y, height }: Box): number {
  return y + height / 2;
}

import type { Box } from './box';
import type { Point } from './curve';

/** Which part of a diagram is visible: its scale, and the place of its origin in the frame, in pixels. */
export interface Viewport extends Point {
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

const minScale = 0.2;
const maxScale = 2;
/** The least scale at which names can be read. */
const readableScale = 0.7;
/** Pixels between the diagram and its frame. */
const margin = 24;

/** Shows the whole diagram, at its own size or smaller. */
export function fitViewport(diagram: Box, frame: Size): Viewport {
  const scale = Math.min(
    1,
    Math.max(
      minScale,
      Math.min(
        (frame.width - 2 * margin) / diagram.width,
        (frame.height - 2 * margin) / diagram.height,
      ),
    ),
  );
  return {
    scale,
    x: (frame.width - diagram.width * scale) / 2 - diagram.x * scale,
    y: (frame.height - diagram.height * scale) / 2 - diagram.y * scale,
  };
}

/** Shows the whole diagram, or its middle from the top where names could not be read otherwise. */
export function initialViewport(diagram: Box, frame: Size): Viewport {
  const fit = fitViewport(diagram, frame);
  const scale = readableScale;
  return fit.scale >= scale
    ? fit
    : {
        scale,
        x:
          Math.max(margin, (frame.width - diagram.width * scale) / 2) -
          diagram.x * scale,
        y: margin - diagram.y * scale,
      };
}

/**
 * The height of a frame for the scale that its width allows, in CSS, so that a small diagram has no empty space above and below it.
 * The frame must be in a container whose width is queried.
 */
export function frameHeight({ width, height }: Box): string {
  const space = `${2 * margin}px`;
  const least = `${height * readableScale}px`;
  const fitting = `(100cqi - ${space}) * ${height / width}`;
  return `calc(clamp(${least}, ${fitting}, ${height}px) + ${space})`;
}

/** Zooms by a factor. The point of the frame stays where it is. */
export function zoomViewport(
  viewport: Viewport,
  factor: number,
  at: Point,
): Viewport {
  const scale = Math.min(maxScale, Math.max(minScale, viewport.scale * factor));
  const ratio = scale / viewport.scale;
  return {
    scale,
    x: at.x - (at.x - viewport.x) * ratio,
    y: at.y - (at.y - viewport.y) * ratio,
  };
}

/** Moves the diagram by the least distance that makes a box visible. */
export function revealInViewport(
  viewport: Viewport,
  { x, y, width, height }: Box,
  frame: Size,
): Viewport {
  const { scale } = viewport;
  const shift = (start: number, length: number, available: number) => {
    if (start < margin) return margin - start;
    const over = start + length - (available - margin);
    return over > 0 ? -over : 0;
  };
  return {
    scale,
    x: viewport.x + shift(viewport.x + x * scale, width * scale, frame.width),
    y: viewport.y + shift(viewport.y + y * scale, height * scale, frame.height),
  };
}

import {
  fitViewport,
  frameHeight,
  initialViewport,
  revealInViewport,
  zoomViewport,
} from './viewport';

const frame = { width: 800, height: 600 };
const small = { x: -100, y: 0, width: 400, height: 300 };
const large = { x: 0, y: 0, width: 4000, height: 3000 };

describe('the viewport of a diagram', () => {
  it('centers a diagram that fits at its own size', () => {
    expect(fitViewport(small, frame)).toEqual({ scale: 1, x: 300, y: 150 });
    expect(initialViewport(small, frame)).toEqual(fitViewport(small, frame));
  });

  it('shows all of a large diagram on request, and readable names at first', () => {
    const { scale, x, y } = fitViewport(large, frame);
    expect(x + large.width * scale).toBeLessThanOrEqual(frame.width);
    expect(y + large.height * scale).toBeLessThanOrEqual(frame.height);
    expect(initialViewport(large, frame)).toEqual({ scale: 0.7, x: 24, y: 24 });
  });

  it('has the height of the diagram at the scale that the width allows', () => {
    expect(frameHeight(small)).toBe(
      'calc(clamp(210px, (100cqi - 48px) * 0.75, 300px) + 48px)',
    );
  });

  it('zooms around a point, within limits', () => {
    const at = { x: 400, y: 300 };
    const before = fitViewport(small, frame);
    const zoomed = zoomViewport(before, 1.5, at);
    const placeOf = ({ scale, x }: typeof before) => (at.x - x) / scale;
    expect(placeOf(zoomed)).toBeCloseTo(placeOf(before));
    expect(zoomViewport(before, 100, at).scale).toBe(2);
    expect(zoomViewport(before, 0.001, at).scale).toBe(0.2);
  });

  it('moves just as far as a box needs to be visible', () => {
    const viewport = { scale: 1, x: 0, y: 0 };
    const box = { x: 900, y: 100, width: 100, height: 50 };
    const moved = revealInViewport(viewport, box, frame);
    expect(moved).toEqual({ scale: 1, x: -224, y: 0 });
    expect(revealInViewport(moved, box, frame)).toEqual(moved);
  });
});

import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type PointerEvent,
  type RefObject,
} from 'react';
import type { Box } from './box';
import {
  fitViewport,
  initialViewport,
  revealInViewport,
  zoomViewport,
  type Size,
  type Viewport,
} from './viewport';

const zoomStep = 1.25;

/**
 * Pan and zoom of a diagram. It fits its frame, where it can be read then, until the user moves it. The wheel zooms with the Control key only, as the pinch of
 * a touchpad does, so that the page can be scrolled over the diagram.
 */
export function useViewport(
  frame: RefObject<SVGSVGElement | null>,
  diagram: Box,
) {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [moved, setMoved] = useState<Viewport>();
  const viewport = moved ?? initialViewport(diagram, size);
  const current = useRef(viewport);
  current.current = viewport;
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize({ width, height });
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  useEffect(() => {
    const element = frame.current;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = frame.current?.getBoundingClientRect() ?? {
        left: 0,
        top: 0,
      };
      const at = { x: event.clientX - left, y: event.clientY - top };
      const factor = Math.exp(-event.deltaY / 300);
      setMoved(zoomViewport(current.current, factor, at));
    };
    // React listens to the wheel passively, which cannot prevent that the browser zooms the page.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [frame]);

  const zoomBy = (factor: number) =>
    setMoved(
      zoomViewport(current.current, factor, {
        x: size.width / 2,
        y: size.height / 2,
      }),
    );
  const reveal = useCallback(
    (box: Box) => {
      const next = revealInViewport(current.current, box, size);
      const { x, y } = current.current;
      if (next.x !== x || next.y !== y) setMoved(next);
    },
    [size],
  );
  return {
    viewport,
    zoomIn: () => zoomBy(zoomStep),
    zoomOut: () => zoomBy(1 / zoomStep),
    fit: () => setMoved(fitViewport(diagram, size)),
    reveal,
    panHandlers: usePan(current, setMoved),
  };
}

/** Handlers of pointer events that move the diagram while it is dragged. */
function usePan(
  viewport: RefObject<Viewport>,
  setViewport: (viewport: Viewport) => void,
) {
  const start = useRef<{ x: number; y: number; viewport: Viewport }>();
  const end = () => {
    start.current = undefined;
  };
  return {
    onPointerDown(event: PointerEvent<SVGSVGElement>) {
      if (event.button !== 0 || !event.isPrimary || !viewport.current) return;
      const { clientX: x, clientY: y } = event;
      start.current = { x, y, viewport: viewport.current };
    },
    onPointerMove(event: PointerEvent<SVGSVGElement>) {
      const { current } = start;
      if (!current || !event.isPrimary) return;
      // The button was released outside the diagram.
      if (event.buttons === 0) {
        end();
        return;
      }
      const dx = event.clientX - current.x;
      const dy = event.clientY - current.y;
      // A click moves the pointer by a pixel or two.
      if (Math.hypot(dx, dy) < 4) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { scale, x, y } = current.viewport;
      setViewport({ scale, x: x + dx, y: y + dy });
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

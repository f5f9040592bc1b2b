import { useLayoutEffect, useRef, useState } from 'react';
import { edgePath, type Point } from './edgePath';
import type { PipelineGraph } from './pipelineGraph';
import styles from './board.module.css';

/** Pixels from the top of a card to the middle of its heading, where lines start and end. It does not depend on the card's height. */
const anchorOffset = 28;
/** Pixels between a card and the end of a line. */
const gap = 6;

interface Line {
  key: string;
  points: Point[];
  bendOffset: number;
}

/**
 * The lines between the environments of a pipeline. Hidden from screen readers, because each environment names its sources as text.
 */
export function PipelineEdges(props: {
  graph: PipelineGraph;
  /** The edges that are highlighted. */
  activeEdges?: readonly { from: string; to: string }[];
}) {
  const { graph, activeEdges = [] } = props;
  const edges = useRef<HTMLLIElement>(null);
  const [lines, setLines] = useState<Line[]>([]);
  useLayoutEffect(() => {
    const element = edges.current?.parentElement;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const measure = () => setLines(measureEdges(element, graph));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of Array.from(element.children)) observer.observe(child);
    return () => observer.disconnect();
  }, [graph]);

  const activeKeys = new Set(activeEdges.map(edgeKey));
  const viaPositions = graph.edges.flatMap(edge => edge.via);
  return (
    <>
      {viaPositions.map(({ column, row }) => (
        <li
          key={`${column}/${row}`}
          aria-hidden="true"
          className={styles.via}
          data-via={`${column}/${row}`}
          style={{ '--column': column + 1, '--row': row + 1 }}
        />
      ))}
      <li ref={edges} aria-hidden="true" className={styles.edges}>
        <svg>
          {lines.map(({ key, points, bendOffset }) => {
            const end = points[points.length - 1];
            return (
              <g key={key} data-active={activeKeys.has(key) || undefined}>
                <path d={edgePath(points, bendOffset)} />
                <path d={`M ${end.x - 6} ${end.y - 5} l 6 5 l -6 5`} />
              </g>
            );
          })}
        </svg>
      </li>
    </>
  );
}

function edgeKey(edge: { from: string; to: string }): string {
  return `${edge.from}/${edge.to}`;
}

function measureEdges(frame: HTMLElement, graph: PipelineGraph): Line[] {
  const boxes = new Map<string, HTMLElement>();
  for (const child of Array.from(frame.children)) {
    if (!(child instanceof HTMLElement)) continue;
    const { environment, via } = child.dataset;
    const key = environment ? `environment ${environment}` : `via ${via}`;
    boxes.set(key, child);
  }
  return graph.edges.flatMap(edge => {
    const from = boxes.get(`environment ${edge.from}`);
    const to = boxes.get(`environment ${edge.to}`);
    if (!from || !to) return [];
    const points: Point[] = [
      {
        x: from.offsetLeft + from.offsetWidth + gap,
        y: from.offsetTop + anchorOffset,
      },
    ];
    for (const { column, row } of edge.via) {
      const via = boxes.get(`via ${column}/${row}`);
      if (!via) continue;
      const y = via.offsetTop + via.offsetHeight / 2;
      points.push(
        { x: via.offsetLeft, y },
        { x: via.offsetLeft + via.offsetWidth, y },
      );
    }
    points.push({ x: to.offsetLeft - gap, y: to.offsetTop + anchorOffset });
    const { row = 0 } = graph.positions.get(edge.from) ?? {};
    return [{ key: edgeKey(edge), points, bendOffset: row * -6 }];
  });
}

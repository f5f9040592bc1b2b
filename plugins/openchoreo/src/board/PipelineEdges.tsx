import { useLayoutEffect, useRef, useState } from 'react';
import {
  isPromotionComplete,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { edgePath, type Point } from './edgePath';
import type { PipelineGraph } from './pipelineGraph';
import styles from './board.module.css';

/** From the top of a card to the middle of its heading, where the lines leave and arrive; a card that grows keeps them still. */
const anchor = 28;
const gap = 6;

interface Line {
  key: string;
  points: Point[];
  aside: number;
}

/**
 * The lines between the cards, with the way of a running promotion marked. Words say the same: each card names its sources to
 * screen readers.
 */
export function PipelineEdges(props: {
  graph: PipelineGraph;
  board: DeployBoard;
}) {
  const { graph, board } = props;
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

  const underWay = new Set(
    board.environments.flatMap(({ promotion }) =>
      promotion && !isPromotionComplete(promotion) ? [edgeKey(promotion)] : [],
    ),
  );
  const vias = graph.edges.flatMap(edge => edge.via);
  return (
    <>
      {vias.map(({ column, lane }) => (
        <li
          key={`${column}/${lane}`}
          aria-hidden="true"
          className={styles.via}
          data-via={`${column}/${lane}`}
          style={{ '--column': column + 1, '--lane': lane + 1 }}
        />
      ))}
      <li ref={edges} aria-hidden="true" className={styles.edges}>
        <svg>
          {lines.map(({ key, points, aside }) => {
            const end = points[points.length - 1];
            return (
              <g key={key} data-under-way={underWay.has(key) || undefined}>
                <path d={edgePath(points, aside)} />
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
        y: from.offsetTop + anchor,
      },
    ];
    for (const { column, lane } of edge.via) {
      const via = boxes.get(`via ${column}/${lane}`);
      if (!via) continue;
      const y = via.offsetTop + via.offsetHeight / 2;
      points.push(
        { x: via.offsetLeft, y },
        { x: via.offsetLeft + via.offsetWidth, y },
      );
    }
    points.push({ x: to.offsetLeft - gap, y: to.offsetTop + anchor });
    const { lane = 0 } = graph.places.get(edge.from) ?? {};
    return [{ key: edgeKey(edge), points, aside: lane * -6 }];
  });
}

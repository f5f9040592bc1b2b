import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { VisuallyHidden } from '@backstage/ui';
import type { Cell } from '@promenade/backstage-plugin-openchoreo-common';
import { saveFile } from '../saveFile';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import { CellDrawing } from './CellDrawing';
import type { CellGraph, CellNode as Node } from './cellGraph';
import { layOutCell } from './cellLayout';
import { CellNode } from './CellNode';
import { DiagramBar } from './DiagramBar';
import { svgText } from './exportSvg';
import { nearestNode, type Direction } from './nearestNode';
import { useViewport } from './useViewport';
import { frameHeight } from './viewport';
import styles from './cell.module.css';

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The diagram of a cell. */
export function CellDiagram(props: {
  cell: Cell;
  graph: CellGraph;
  /** The id of the component whose details are open. */
  selected?: string;
  onSelect: (id: string) => void;
  /** Whether a component matches the search. */
  isMatch: (node: Node) => boolean;
}) {
  const { cell, graph, selected, onSelect, isMatch } = props;
  const { t } = useTexts();
  const svg = useRef<SVGSVGElement>(null);
  const layout = useLayout(graph);
  const { viewport, zoomIn, zoomOut, fit, reveal, panHandlers } = useViewport(
    svg,
    layout.bounds,
  );
  const [active, setActive] = useState<string>();
  const [tabStop, setTabStop] = useState<string>();
  const ids = graph.nodes.map(({ id }) => id);
  const nodeBoxes = useMemo(
    () =>
      new Map(
        graph.nodes.flatMap(({ id }) => {
          const box = layout.boxes.get(id);
          return box ? [[id, box] as const] : [];
        }),
      ),
    [graph, layout],
  );
  const current = tabStop && ids.includes(tabStop) ? tabStop : ids[0];
  const faded = new Set(
    graph.nodes.filter(node => !isMatch(node)).map(({ id }) => id),
  );
  const focusNode = (id: string) => {
    setTabStop(id);
    const element = svg.current?.querySelector<SVGGElement>(
      `[data-node="${CSS.escape(id)}"]`,
    );
    element?.focus({ preventScroll: true });
    const box = nodeBoxes.get(id);
    if (box) reveal(box);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const focused = focusedNode(event.target) ?? current;
    const direction = directions[event.key];
    const next =
      direction && focused && nearestNode(nodeBoxes, focused, direction);
    const acts: Record<string, () => void> = {
      Enter: () => focused && onSelect(focused),
      ' ': () => focused && onSelect(focused),
      '+': zoomIn,
      '-': zoomOut,
      '0': fit,
    };
    const act = direction ? () => next && focusNode(next) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const { environment } = cell;
  const save = () => {
    if (!svg.current) return;
    const text = svgText(svg.current, layout.bounds);
    saveFile(
      new Blob([text], { type: 'image/svg+xml' }),
      `${cell.project}-${environment?.name}.svg`,
    );
  };
  useRevealSelected(selected, layout.boxes, reveal);
  return (
    <div className={styles.frame}>
      {/* The arrow keys belong to the group of components. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <svg
        ref={svg}
        className={styles.drawing}
        style={{ '--diagram': frameHeight(layout.bounds) }}
        role="group"
        aria-label={t('cell.picture', {
          project: cell.displayName ?? cell.project,
          environment: environment ? labelOf(environment) : '',
        })}
        onKeyDown={onKeyDown}
        {...panHandlers}
      >
        <desc>{t('cell.hint')}</desc>
        <g
          data-viewport=""
          transform={`translate(${viewport.x} ${viewport.y}) scale(${viewport.scale})`}
        >
          <CellDrawing
            graph={graph}
            layout={layout}
            active={active ?? selected}
            isFaded={id =>
              faded.size > 0 && (faded.has(id) || !ids.includes(id))
            }
          />
          {graph.nodes.map(node => {
            const box = layout.boxes.get(node.id);
            const { id, component } = node;
            return (
              box && (
                <CellNode
                  key={id}
                  node={node}
                  box={box}
                  label={t('cell.node', {
                    name: node.label,
                    what: component
                      ? `${component.type}, ${t(`state.${component.state}`)}`
                      : t('cell.missing'),
                    calls: String(countLinks(graph, 'from', id)),
                    callers: String(countLinks(graph, 'to', id)),
                  })}
                  isSelected={id === selected}
                  isFaded={faded.has(id)}
                  isTabStop={id === current}
                  onOpen={() => {
                    setTabStop(id);
                    onSelect(id);
                  }}
                  onActive={isActive => setActive(isActive ? id : undefined)}
                />
              )
            );
          })}
        </g>
      </svg>
      <DiagramBar
        graph={graph}
        onZoomIn={zoomIn}
        onZoomOut={zoomOut}
        onFit={fit}
        onSave={save}
      />
      <VisuallyHidden>{t('cell.hint')}</VisuallyHidden>
    </div>
  );
}

function focusedNode(target: EventTarget): string | undefined {
  return target instanceof SVGElement ? target.dataset.node : undefined;
}

/** The layout, which is made again only when nodes or links come or go, and not when their state changes. */
function useLayout(graph: CellGraph) {
  const shape = JSON.stringify([
    graph.nodes.map(({ id }) => id),
    graph.outside.map(({ id }) => id),
    graph.links.map(({ id }) => id),
  ]);
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const layout = useMemo(() => layOutCell(graph), [shape]);
  return useMemo(() => {
    const links = new Map(graph.links.map(link => [link.id, link]));
    return {
      ...layout,
      links: layout.links.map(link => ({ ...link, ...links.get(link.id) })),
    };
  }, [layout, graph]);
}

function countLinks(graph: CellGraph, end: 'from' | 'to', id: string): number {
  return graph.links.filter(
    link => link[end] === id && link.connections.length > 0,
  ).length;
}

/** The panel of details makes the diagram narrower: the component must stay visible. */
function useRevealSelected(
  selected: string | undefined,
  boxes: ReadonlyMap<
    string,
    Parameters<ReturnType<typeof useViewport>['reveal']>[0]
  >,
  reveal: ReturnType<typeof useViewport>['reveal'],
) {
  useEffect(() => {
    const box = selected && boxes.get(selected);
    if (box) reveal(box);
  }, [selected, boxes, reveal]);
}

import dagre from '@dagrejs/dagre';
import { boundsOf } from './box';
import {
  organizationGateway,
  type CellGraph,
  type CellNode,
} from './cellGraph';
import { gutter, layerGap, nodeGap, nodeSize } from './cellMeasures';
import type { Point } from './curve';

interface Layers {
  centers: Map<string, Point>;
  /** The points between both ends of a link, by id. */
  points: Map<string, Point[]>;
}

const westId = 'side:west';
const eastId = 'side:east';

/** The layers of the components that have links to each other or to the sides. */
export function layOutLayers({ nodes, outside, links }: CellGraph): Layers {
  const sides = new Map(outside.map(({ id, side }) => [id, side]));
  const ids = new Set(nodes.map(({ id }) => id));
  const endOf = (id: string) => {
    if (ids.has(id)) return id;
    if (id === organizationGateway || sides.get(id) === 'west') return westId;
    return sides.get(id) === 'east' ? eastId : undefined;
  };
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    ranksep: layerGap,
    nodesep: nodeGap,
    edgesep: 12,
  });
  const drawn = links.flatMap(({ id, ...link }) => {
    const from = endOf(link.from);
    const to = endOf(link.to);
    return from && to ? { id, from, to } : [];
  });
  const linked = new Set(
    drawn.flatMap(({ from, to }) => [from, to]).filter(id => ids.has(id)),
  );
  for (const id of linked) graph.setNode(id, { ...nodeSize });
  for (const id of [westId, eastId]) {
    graph.setNode(id, { width: 1, height: nodeSize.height });
  }
  for (const { id, from, to } of drawn) {
    graph.setEdge(from, to, { weight: 2, minlen: 1 }, id);
  }
  // The sides are beyond all layers.
  for (const id of linked) {
    if (!graph.inEdges(id)?.length) {
      graph.setEdge(westId, id, { weight: 0, minlen: 1 }, `first ${id}`);
    }
    if (!graph.outEdges(id)?.length) {
      graph.setEdge(id, eastId, { weight: 0, minlen: 1 }, `last ${id}`);
    }
  }
  dagre.layout(graph);
  return {
    centers: new Map(
      [...linked].map(id => {
        const { x, y } = graph.node(id);
        return [id, { x, y }];
      }),
    ),
    points: new Map(
      drawn.map(({ id, from, to }) => [
        id,
        passedColumns(graph.edge(from, to, id).points),
      ]),
    ),
  };
}

/**
 * Both sides of each column that a link passes, so that it is straight there and bends between columns only.
 *
 * @param points - of dagre: the ends, and between them in turn a point between two columns and one in a column
 */
function passedColumns(points: readonly Point[]): Point[] {
  const half =
    (Math.sign(points[points.length - 1].x - points[0].x) * nodeSize.width) / 2;
  return points
    .slice(1, -1)
    .filter((_, index) => index % 2 === 1)
    .flatMap(({ x, y }) => [
      { x: x - half, y },
      { x: x + half, y },
    ]);
}

/** How much wider than high a cell is made, where there is a choice. */
const preferredRatio = 1.6;
const gridPitch = {
  x: nodeSize.width + 2 * gutter + nodeGap,
  y: nodeSize.height + nodeGap,
};

/** The components without links, in a grid below the layers, or to the right of layers that are high. */
export function layOutGrid(
  nodes: readonly CellNode[],
  { centers }: Layers,
): [string, Point][] {
  const layers = boundsOf([...centers.values()], nodeSize);
  const isBeside =
    centers.size > 0 && layers.width < preferredRatio * layers.height;
  const columns = isBeside
    ? Math.ceil(
        nodes.length /
          Math.max(1, Math.floor((layers.height + nodeGap) / gridPitch.y)),
      )
    : Math.max(
        1,
        Math.floor((layers.width + nodeGap) / gridPitch.x),
        Math.ceil(
          Math.sqrt(
            (nodes.length * preferredRatio * gridPitch.y) / gridPitch.x,
          ),
        ),
      );
  const first = {
    x: layers.x + (isBeside ? layers.width + layerGap : 0) + nodeSize.width / 2,
    y:
      layers.y +
      (isBeside || !centers.size ? 0 : layers.height + 2 * nodeGap) +
      nodeSize.height / 2,
  };
  return nodes.map(({ id }, index) => [
    id,
    {
      x: first.x + (index % columns) * gridPitch.x,
      y: first.y + Math.floor(index / columns) * gridPitch.y,
    },
  ]);
}

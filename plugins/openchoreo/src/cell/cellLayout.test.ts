import type { Cell } from '@promenade/backstage-plugin-openchoreo-common';
import type { Box } from './box';
import { cellGraph, componentId } from './cellGraph';
import { layOutCell } from './cellLayout';
import { layerGap, nodeSize } from './cellMeasures';

type Component = Cell['components'][number];
type Connection = Cell['connections'][number];

const component = (name: string, more: Partial<Component> = {}): Component => ({
  name,
  entityRef: `component:acme/${name}`,
  type: 'Service',
  state: 'Ready',
  endpoints: [],
  ...more,
});

const end = (name: string, project = 'shop') => ({ project, component: name });

const connection = (
  from: string,
  to: string,
  more: Partial<Connection> = {},
): Connection => ({
  name: `${from}-${to}`,
  type: 'api',
  direction: 'inside',
  from: end(from),
  to: { kind: 'component', ...end(to) },
  state: 'Resolved',
  ...more,
});

const endpoint = (visibility: 'public' | 'organization') => ({
  name: 'api',
  type: 'REST',
  visibility,
  url: 'https://x.test',
});

function overlaps(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width &&
    b.x < a.x + a.width &&
    a.y < b.y + b.height &&
    b.y < a.y + a.height
  );
}

/** A cell with layers, components without connections, and something on every side. */
function largeCell(size: number) {
  const names = Array.from({ length: size }, (_, index) => `c${index}`);
  const linked = names.slice(0, Math.ceil(size * 0.7));
  return cellGraph({
    components: names.map((name, index) =>
      component(name, {
        endpoints:
          index % 5 === 0 ? [endpoint('public'), endpoint('organization')] : [],
      }),
    ),
    connections: [
      ...linked
        .slice(1)
        .map((name, index) => connection(linked[Math.floor(index / 3)], name)),
      ...(linked.length > 2 ? [connection(linked[2], linked[0])] : []),
      ...names.slice(0, 8).flatMap((name, index) => [
        connection(name, `host${index % 4}`, {
          direction: 'southbound',
          to: { kind: 'host', address: `host${index % 4}.test:443` },
        }),
        connection(name, `stock${index}`, {
          direction: 'eastbound',
          to: { kind: 'component', ...end(`stock${index}`, 'depot') },
        }),
        connection(`caller${index}`, name, {
          direction: 'westbound',
          from: end(`caller${index}`, 'office'),
        }),
      ]),
    ],
  });
}

describe('the layout of a cell', () => {
  it.each([1, 3, 12, 60])('has no overlaps with %i components', size => {
    const graph = largeCell(size);
    const { boxes, cell, links } = layOutCell(graph);
    expect(boxes.size).toBe(graph.nodes.length + graph.outside.length);
    expect(links).toHaveLength(graph.links.length);
    const all = [...boxes];
    for (const [id, box] of all) {
      for (const [otherId, other] of all) {
        if (id < otherId && overlaps(box, other)) {
          throw new Error(`${id} overlaps ${otherId}`);
        }
      }
    }
    for (const { id } of graph.nodes) {
      const { x, y, width, height } = boxes.get(id)!;
      expect(x).toBeGreaterThan(cell.x);
      expect(y).toBeGreaterThan(cell.y);
      expect(x + width).toBeLessThan(cell.x + cell.width);
      expect(y + height).toBeLessThan(cell.y + cell.height);
    }
  });

  it('puts what is outside on the sides of the cell', () => {
    const graph = largeCell(12);
    const { boxes, cell } = layOutCell(graph);
    /** Pixels from the edge of the cell. */
    const distances = graph.outside.map(({ id, side }) => {
      const { x, y, width } = boxes.get(id)!;
      if (side === 'west') return cell.x - (x + width);
      return side === 'east'
        ? x - (cell.x + cell.width)
        : y - (cell.y + cell.height);
    });
    expect(distances).toHaveLength(20);
    expect(Math.min(...distances)).toBeGreaterThan(0);
  });

  it('has callers to the left of what they call', () => {
    const { boxes } = layOutCell(
      cellGraph({
        components: ['a', 'b', 'c'].map(name => component(name)),
        connections: [connection('c', 'b'), connection('b', 'a')],
      }),
    );
    const xOf = (name: string) => boxes.get(componentId(name))!.x;
    expect(xOf('c')).toBeLessThan(xOf('b'));
    expect(xOf('b')).toBeLessThan(xOf('a'));
  });

  it('leads links between neighbouring columns without a detour', () => {
    const { boxes, links } = layOutCell(largeCell(60));
    const detours = links.flatMap(({ id, from, to, path }) => {
      const [a, b] = [boxes.get(from), boxes.get(to)];
      const pitch = nodeSize.width + layerGap;
      if (!a || !b || Math.abs(Math.abs(a.x - b.x) - pitch) > 1) return [];
      const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
      // Of a curve; a straight line has a number more.
      const heights = path.includes('H')
        ? [numbers[1]]
        : numbers.filter((_, index) => index % 2 === 1);
      const middles = [a.y, b.y].map(y => y + nodeSize.height / 2);
      const isBetween =
        Math.min(...heights) >= Math.min(...middles) &&
        Math.max(...heights) <= Math.max(...middles);
      return isBetween ? [] : [id];
    });
    expect(detours).toEqual([]);
  });

  it('draws every path with finite numbers', () => {
    for (const { path } of layOutCell(largeCell(30)).links) {
      expect(path).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe('the graph of a cell', () => {
  it('merges the connections between two components and has their worst state', () => {
    const { links } = cellGraph({
      components: [component('a'), component('b')],
      connections: [
        connection('a', 'b', { name: 'one' }),
        connection('a', 'b', { name: 'two', state: 'Broken' }),
        connection('a', 'b', { name: 'three', state: 'Waiting' }),
      ],
    });
    expect(links).toHaveLength(1);
    expect(links[0]).toMatchObject({ state: 'Broken' });
    expect(links[0].connections).toHaveLength(3);
  });

  it('has a node for a target that does not exist, and no line from a component to itself', () => {
    const { nodes, links } = cellGraph({
      components: [component('a')],
      connections: [connection('a', 'gone'), connection('a', 'a')],
    });
    expect(nodes.map(({ label, component: found }) => [label, !found])).toEqual(
      [
        ['a', false],
        ['gone', true],
      ],
    );
    expect(links.map(({ to }) => to)).toEqual([componentId('gone')]);
  });
});

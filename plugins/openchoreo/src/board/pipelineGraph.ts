import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';

type Edge = DeployBoard['pipeline']['edges'][number];

/** A position in the grid of the board; both counted from 0. */
export interface GridPosition {
  column: number;
  row: number;
}

export interface PipelineGraph {
  columns: number;
  rows: number;
  /** The position of each environment. */
  positions: ReadonlyMap<string, GridPosition>;
  /** The edges to draw; `via` has the positions that an edge passes in columns that it skips. */
  edges: readonly (Edge & { via: readonly GridPosition[] })[];
}

/**
 * Lays out a pipeline from left to right. An environment is one column after the last of its sources, in the row of its first
 * source if that is free. An edge that skips columns gets a row of its own there, so that it never crosses a card.
 *
 * @param environments - in promotion order; an edge against this order would close a cycle and is left out
 */
export function layOutPipeline(
  environments: readonly string[],
  edges: readonly Edge[],
): PipelineGraph {
  const order = new Map(environments.map((name, index) => [name, index]));
  const indexOf = (name: string) => order.get(name) ?? -1;
  const drawn = edges.filter(
    edge => indexOf(edge.from) >= 0 && indexOf(edge.from) < indexOf(edge.to),
  );

  const column = new Map<string, number>();
  for (const name of environments) {
    const sources = drawn.filter(edge => edge.to === name);
    column.set(
      name,
      Math.max(-1, ...sources.map(edge => column.get(edge.from) ?? -1)) + 1,
    );
  }
  const columnOf = (name: string) => column.get(name) ?? 0;

  const occupied = new Set<string>();
  const occupy = (preferred: GridPosition): GridPosition => {
    let { row } = preferred;
    while (occupied.has(`${preferred.column}/${row}`)) row += 1;
    occupied.add(`${preferred.column}/${row}`);
    return { column: preferred.column, row };
  };

  const positions = new Map<string, GridPosition>();
  for (const name of environments) {
    const rows = drawn
      .filter(edge => edge.to === name)
      .map(edge => positions.get(edge.from)?.row ?? 0);
    const row = rows.length > 0 ? Math.min(...rows) : 0;
    positions.set(name, occupy({ column: columnOf(name), row }));
  }
  const routed = drawn.map(edge => {
    const via: GridPosition[] = [];
    let row = positions.get(edge.from)?.row ?? 0;
    for (let c = columnOf(edge.from) + 1; c < columnOf(edge.to); c += 1) {
      const position = occupy({ column: c, row });
      row = position.row;
      via.push(position);
    }
    return { ...edge, via };
  });

  const all = [...positions.values(), ...routed.flatMap(edge => edge.via)];
  return {
    columns: 1 + Math.max(-1, ...all.map(position => position.column)),
    rows: 1 + Math.max(-1, ...all.map(position => position.row)),
    positions,
    edges: routed,
  };
}

/** The position of an environment as custom properties of its style. Both count from 1 there. */
export function positionStyle(graph: PipelineGraph, name: string) {
  const { column, row } = graph.positions.get(name) ?? { column: 0, row: 0 };
  return { '--column': column + 1, '--row': row + 1 };
}

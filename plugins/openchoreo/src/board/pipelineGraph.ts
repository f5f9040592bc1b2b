import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';

type Edge = DeployBoard['pipeline']['edges'][number];

/** A place on the board, counted from 0. */
export interface Place {
  column: number;
  lane: number;
}

export interface PipelineGraph {
  columns: number;
  lanes: number;
  /** Where each environment stands. */
  places: ReadonlyMap<string, Place>;
  /** What is drawn, with the places that an edge passes where it skips columns. */
  edges: readonly (Edge & { via: readonly Place[] })[];
}

/**
 * Lays a pipeline out from left to right: an environment stands one column after the last of its sources, in the lane of its
 * first source where that is free. An edge that skips columns takes a lane of its own there, so that it never crosses a card.
 *
 * @param environments - in promotion order; an edge against that order would close a circle and is left out
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

  const taken = new Set<string>();
  const take = (wished: Place): Place => {
    let { lane } = wished;
    while (taken.has(`${wished.column}/${lane}`)) lane += 1;
    taken.add(`${wished.column}/${lane}`);
    return { column: wished.column, lane };
  };

  const places = new Map<string, Place>();
  for (const name of environments) {
    const lanes = drawn
      .filter(edge => edge.to === name)
      .map(edge => places.get(edge.from)?.lane ?? 0);
    const lane = lanes.length > 0 ? Math.min(...lanes) : 0;
    places.set(name, take({ column: columnOf(name), lane }));
  }
  const routed = drawn.map(edge => {
    const via: Place[] = [];
    let lane = places.get(edge.from)?.lane ?? 0;
    for (let c = columnOf(edge.from) + 1; c < columnOf(edge.to); c += 1) {
      const place = take({ column: c, lane });
      lane = place.lane;
      via.push(place);
    }
    return { ...edge, via };
  });

  const all = [...places.values(), ...routed.flatMap(edge => edge.via)];
  return {
    columns: 1 + Math.max(-1, ...all.map(place => place.column)),
    lanes: 1 + Math.max(-1, ...all.map(place => place.lane)),
    places,
    edges: routed,
  };
}

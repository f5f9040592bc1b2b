import type { PipelineEdge } from '../domain/ComponentSnapshot';

/**
 * The environments of a pipeline in promotion order: each comes after its sources, otherwise in declared order. A cycle is
 * entered at the environment that was declared first.
 */
export function environmentOrder(edges: readonly PipelineEdge[]): string[] {
  const remaining = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const order: string[] = [];
  while (remaining.size) {
    const next = firstWithoutSource(remaining, edges) ?? first(remaining);
    if (next === undefined) break;
    remaining.delete(next);
    order.push(next);
  }
  return order;
}

function firstWithoutSource(
  remaining: ReadonlySet<string>,
  edges: readonly PipelineEdge[],
): string | undefined {
  const targets = new Set(
    edges
      .filter(({ from, to }) => from !== to && remaining.has(from))
      .map(({ to }) => to),
  );
  return first([...remaining].filter(name => !targets.has(name)));
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item;
  return undefined;
}

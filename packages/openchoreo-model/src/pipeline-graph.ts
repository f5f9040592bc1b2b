import type { DeploymentPipeline } from './kinds/deployment-pipeline';

/**
 * One allowed promotion.
 *
 * @public
 */
export interface PipelineEdge {
  from: string;
  to: string;
  /** A person must agree before anything moves along this edge. */
  needsApproval: boolean;
}

/**
 * The promotions that a pipeline allows, in the order in which it declares them.
 *
 * @public
 */
export function edgesOf(
  pipeline: Pick<DeploymentPipeline, 'spec'>,
): PipelineEdge[] {
  return (pipeline.spec.promotionPaths ?? []).flatMap(path =>
    path.targetEnvironmentRefs.map(target => ({
      from: path.sourceEnvironmentRef,
      to: target.name,
      needsApproval:
        (target.requiresApproval ?? false) ||
        (target.isManualApprovalRequired ?? false),
    })),
  );
}

/**
 * The environments of a pipeline in promotion order: each comes after its sources, otherwise in declared order. A cycle is
 * entered at the environment that was declared first.
 *
 * @public
 */
export function environmentsOf(
  pipeline: Pick<DeploymentPipeline, 'spec'>,
): string[] {
  const edges = edgesOf(pipeline);
  const remaining = new Set(
    (pipeline.spec.promotionPaths ?? []).flatMap(
      ({ sourceEnvironmentRef, targetEnvironmentRefs }) => [
        sourceEnvironmentRef,
        ...targetEnvironmentRefs.map(({ name }) => name),
      ],
    ),
  );
  const order: string[] = [];
  while (remaining.size > 0) {
    const targets = new Set(
      edges
        .filter(({ from, to }) => from !== to && remaining.has(from))
        .map(({ to }) => to),
    );
    const [first] = remaining;
    const next = [...remaining].find(name => !targets.has(name)) ?? first;
    remaining.delete(next);
    order.push(next);
  }
  return order;
}

/**
 * The environment that components are deployed to before anything is promoted. Undefined if the pipeline names no
 * environment.
 *
 * @public
 */
export function firstEnvironment(
  pipeline: DeploymentPipeline,
): string | undefined {
  return environmentsOf(pipeline).at(0);
}

/**
 * Edges that are declared more than once.
 *
 * @public
 */
export function duplicateEdges(pipeline: DeploymentPipeline): PipelineEdge[] {
  const seen = new Set<string>();
  return edgesOf(pipeline).filter(edge => {
    const name = JSON.stringify([edge.from, edge.to]);
    const again = seen.has(name);
    seen.add(name);
    return again;
  });
}

/**
 * The environments of one cycle, from its beginning back to it (`a`, `b`, `a`), or undefined where there is none.
 *
 * @public
 */
export function findCycle(pipeline: DeploymentPipeline): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of edgesOf(pipeline)) {
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const finished = new Set<string>();
  const visit = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) {
      return [...path.slice(path.indexOf(name)), name];
    }
    if (finished.has(name)) {
      return undefined;
    }
    for (const target of next.get(name) ?? []) {
      const cycle = visit(target, [...path, name]);
      if (cycle) {
        return cycle;
      }
    }
    finished.add(name);
    return undefined;
  };
  for (const name of next.keys()) {
    const cycle = visit(name, []);
    if (cycle) {
      return cycle;
    }
  }
  return undefined;
}

import { DeploymentPipeline } from '@promenade/openchoreo-model';

/** The environment that OpenChoreo v0.3.2 deploys to first, whatever the pipeline says. */
const usualFirstEnvironment = 'development';

/** One allowed promotion. */
export interface PipelineEdge {
  from: string;
  to: string;
  /** A person must agree before anything moves along this edge. */
  needsApproval: boolean;
}

/** The promotions that a pipeline allows, in the order in which it declares them. */
export function edgesOf(pipeline: DeploymentPipeline): PipelineEdge[] {
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

/** Every environment that a pipeline names, once, in the order of first mention: sources before what they lead to. */
export function environmentsOf(pipeline: DeploymentPipeline): string[] {
  return [...new Set(edgesOf(pipeline).flatMap(({ from, to }) => [from, to]))];
}

/**
 * Where a component is deployed before anything is promoted: `development`, as OpenChoreo v0.3.2 does it,
 * where the pipeline has it or there is no pipeline to ask; else the first environment that nothing leads to.
 */
export function firstEnvironment(
  pipeline: DeploymentPipeline | undefined,
): string {
  if (!pipeline) {
    return usualFirstEnvironment;
  }
  const environments = environmentsOf(pipeline);
  if (
    environments.length === 0 ||
    environments.includes(usualFirstEnvironment)
  ) {
    return usualFirstEnvironment;
  }
  const targets = new Set(edgesOf(pipeline).map(edge => edge.to));
  return environments.find(name => !targets.has(name)) ?? environments[0];
}

/** Edges that are declared more than once. */
export function duplicateEdges(pipeline: DeploymentPipeline): PipelineEdge[] {
  const seen = new Set<string>();
  return edgesOf(pipeline).filter(edge => {
    const name = JSON.stringify([edge.from, edge.to]);
    const again = seen.has(name);
    seen.add(name);
    return again;
  });
}

/** The environments of one cycle, from its beginning back to it (`a`, `b`, `a`), or undefined where there is none. */
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

import type {
  OperationInput,
  PipelineOverview,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';

/** A promotion path while it is edited. */
export interface DraftPath {
  /** Name of the environment that releases come from. */
  from?: string;
  /** Name of the environment that they are promoted to. */
  to?: string;
  requiresApproval: boolean;
}

type Edge = { from: string; to: string; requiresApproval: boolean };

/** Why a draft cannot be applied. */
export type DraftProblem =
  | { type: 'empty' }
  | { type: 'incomplete'; index: number }
  | { type: 'loop'; name: string }
  | { type: 'duplicate'; from: string; to: string }
  | { type: 'cycle'; names: readonly string[] };

/** What paths make up: the environments in promotion order, and the promotions. */
export interface PipelineDraft {
  environments: string[];
  edges: Edge[];
  /** The first problem. */
  problem?: DraftProblem;
}

/** The paths of a pipeline. */
export function pathsOf({
  environments,
  edges,
}: Pick<PipelineOverview, 'environments' | 'edges'>): DraftPath[] {
  if (edges.length) {
    return edges.map(({ from, to, requiresApproval }) => ({
      from,
      to,
      requiresApproval,
    }));
  }
  return environments.map(({ name }) => ({
    from: name,
    requiresApproval: false,
  }));
}

/** The pipeline that paths make up. A path without both environments has no edge. */
export function pipelineDraft(paths: readonly DraftPath[]): PipelineDraft {
  const edges = paths.flatMap(({ from, to, requiresApproval }) =>
    from && to && from !== to ? { from, to, requiresApproval } : [],
  );
  const names = new Set(
    paths.flatMap(({ from, to }) => [from, to].filter(isText)),
  );
  const { ordered, inCycle } = orderByPromotion(names, edges);
  return {
    environments: [...ordered, ...inCycle],
    edges,
    problem: findProblem(paths, edges, inCycle),
  };
}

/**
 * The input of the verb. Whether a path needs an approval is left out where it is as before: it can follow from a policy, too, and
 * would be written into the pipeline.
 *
 * @param before - the pipeline that is changed
 */
export function pathInputs(
  paths: readonly DraftPath[],
  before: Pick<PipelineOverview, 'edges'>,
): OperationInput<typeof verbs.applyPipeline>['paths'] {
  return paths.flatMap(({ from, to, requiresApproval }) => {
    if (!from) return [];
    const old = before.edges.find(edge => edge.from === from && edge.to === to);
    const isSame = requiresApproval === (old?.requiresApproval ?? false);
    return { from, to, ...(!isSame && { requiresApproval }) };
  });
}

function findProblem(
  paths: readonly DraftPath[],
  edges: readonly Edge[],
  inCycle: readonly string[],
): DraftProblem | undefined {
  if (paths.length === 0) return { type: 'empty' };
  // A pipeline of one environment has one path, which leads nowhere.
  const index = paths.findIndex(
    ({ from, to }) => !from || (!to && paths.length > 1),
  );
  if (index >= 0) return { type: 'incomplete', index };
  const loop = paths.find(({ from, to }) => from === to);
  if (loop?.from) return { type: 'loop', name: loop.from };
  const duplicate = edges.find(
    (edge, at) =>
      edges.findIndex(
        other => other.from === edge.from && other.to === edge.to,
      ) !== at,
  );
  if (duplicate) {
    return { type: 'duplicate', from: duplicate.from, to: duplicate.to };
  }
  return inCycle.length ? { type: 'cycle', names: inCycle } : undefined;
}

/** An environment comes after its sources. Those that are part of a cycle, or come after one, have no order. */
function orderByPromotion(names: ReadonlySet<string>, edges: readonly Edge[]) {
  const ordered: string[] = [];
  let rest = [...names];
  for (;;) {
    const next = rest.filter(name =>
      edges.every(({ from, to }) => to !== name || ordered.includes(from)),
    );
    if (next.length === 0) return { ordered, inCycle: rest };
    ordered.push(...next);
    rest = rest.filter(name => !next.includes(name));
  }
}

function isText(value: string | undefined): value is string {
  return Boolean(value);
}

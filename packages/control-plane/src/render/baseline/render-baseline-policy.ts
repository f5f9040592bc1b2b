import type { Project } from '@promenade/openchoreo-model';
import type { ActiveIsolation } from '../../core/isolation/isolation';
import type { ReleaseResource } from '../../core/manifest';
import type { Problem } from '../../core/problem';
import { baselinePolicy } from '../networkpolicy/baseline-policy';
import { renderPolicy } from '../networkpolicy/providers/render-policy';
import { cellMetadata } from './cell-metadata';

/** Renders the policy of all pods of a cell, for the provider of its data plane. */
export function renderBaselinePolicy(
  project: Project,
  environment: string,
  isolation: ActiveIsolation,
): { resource: ReleaseResource; problems: Problem[] } {
  const { policy, problems } = baselinePolicy(project);
  const rendered = renderPolicy(
    policy,
    cellMetadata(project, environment),
    isolation,
  );
  return {
    resource: { id: 'cell', object: rendered.object },
    problems: [...problems, ...rendered.problems],
  };
}

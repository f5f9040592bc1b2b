import {
  buildStepStateSchema,
  type BuildRun,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { getCondition } from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { BuildSnapshot } from '../domain/BuildSnapshot';
import { commandAnnotations } from '../domain/commandAnnotations';
import type { ComponentBuilds } from '../domain/OverviewSource';
import { findComponent } from './components';
import { revisionOf, sourceOf } from './sourceOf';
import {
  runLabels,
  workflowRunKind,
  type WorkflowRun,
} from './workflowRunKind';

/** The condition that is True in each phase, the last phase first. */
const phases = [
  ['Succeeded', 'WorkflowSucceeded'],
  ['Failed', 'WorkflowFailed'],
  ['Running', 'WorkflowRunning'],
] as const;

/** The phases of a task in which a run stays. */
const currentPhases: readonly string[] = ['Running', 'Failed', 'Error'];

/** A run that builds a component. Undefined when the component has none of that name. */
export function buildSnapshot(
  reader: ResourceReader,
  { organization: namespace, project, component }: ComponentRef,
  name: string,
): BuildSnapshot | undefined {
  const run = reader.get(workflowRunKind, { namespace, name });
  const labels = run?.metadata.labels ?? {};
  return run &&
    labels[runLabels.project] === project &&
    labels[runLabels.component] === component
    ? buildState(run)
    : undefined;
}

/**
 * The newest run that builds a component. Undefined when it has none.
 *
 * @param component - value of the component index
 */
export function latestBuild(
  reader: ResourceReader,
  component: string,
): BuildSnapshot | undefined {
  for (const run of reader.newestFirst(
    workflowRunKind,
    'component',
    component,
  )) {
    return buildState(run);
  }
  return undefined;
}

/** What a component is built from, and its newest builds. Undefined when the component does not exist. */
export function buildList(
  reader: ResourceReader,
  ref: ComponentRef,
  limit: number,
): ComponentBuilds | undefined {
  const component = findComponent(reader, ref);
  if (!component) return undefined;
  const builds: BuildRun[] = [];
  for (const run of reader.newestFirst(
    workflowRunKind,
    'component',
    indexValue(ref.organization, ref.project, ref.component),
  )) {
    if (builds.length === limit) break;
    builds.push(buildRun(run));
  }
  const source = sourceOf(component);
  const { name: template = '' } = component.spec.workflow ?? {};
  return { ...(source && { source: { ...source, template } }), builds };
}

function buildRun(run: WorkflowRun): BuildRun {
  const { metadata, spec, status } = run;
  const { step: _, ...state } = buildState(run);
  return {
    ...state,
    branch: revisionOf(spec.workflow.parameters)?.branch,
    requestedBy: metadata.annotations?.[commandAnnotations.requestedBy],
    createdAt: metadata.creationTimestamp,
    steps: (status?.tasks ?? []).map(
      ({ name, phase, startedAt, completedAt, message }) => ({
        name,
        state: buildStepStateSchema.parse(phase),
        startedAt,
        finishedAt: completedAt,
        message,
      }),
    ),
  };
}

function buildState({ metadata, spec, status }: WorkflowRun): BuildSnapshot {
  const conditions = phases.map(([phase, type]) => ({
    phase,
    condition: getCondition(status?.conditions, type),
  }));
  const current = conditions.find(
    ({ condition }) => condition?.status === 'True',
  );
  return {
    name: metadata.name,
    phase: current?.phase ?? 'Pending',
    message: current?.condition?.message,
    step: status?.tasks?.findLast(({ phase }) => currentPhases.includes(phase))
      ?.name,
    commit: revisionOf(spec.workflow.parameters)?.commit || undefined,
  };
}

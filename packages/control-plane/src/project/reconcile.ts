import { Clock } from '@promenade/kube-client';
import {
  Project,
  deploymentPipelineKind,
  finalizers,
  projectKind,
  setCondition,
} from '@promenade/openchoreo-model';
import { Cells } from '../cell/cells';
import {
  isolationCondition,
  isolationConditionOf,
} from '../cells/isolation-condition';
import { projectIsolation } from '../cells/project-isolation';
import {
  ensureFinalizer,
  hasFinalizer,
  isDeleting,
} from '../runtime/finalizer';
import { Read } from '../runtime/read';
import { Reconcile } from '../runtime/reconcile';
import { finalizeProject } from './finalize';
import { projectCells } from './project-cells';

/** Reports what a project is in each environment, and takes all of it away when the project is deleted. */
export function projectReconciler({
  clock,
  cells,
}: {
  clock: Clock;
  cells: Cells;
}): Reconcile {
  return async (key, read, write) => {
    const found = read.get(projectKind, key);
    if (!found) {
      return undefined;
    }
    const now = new Date(clock.now());
    if (isDeleting(found)) {
      return hasFinalizer(found, finalizers.project)
        ? finalizeProject(found, cells, read, write, now)
        : undefined;
    }
    const project = await ensureFinalizer(
      write,
      projectKind,
      found,
      finalizers.project,
    );
    await write.updateStatus(
      projectKind,
      project,
      projectStatus(project, read, now),
    );
    return undefined;
  };
}

function projectStatus(project: Project, read: Read, now: Date) {
  const { metadata, spec, status } = project;
  const observedGeneration = metadata.generation;
  const pipelineFound = read.get(deploymentPipelineKind, {
    namespace: metadata.namespace,
    name: spec.deploymentPipelineRef,
  });
  const created = {
    reason: 'ProjectCreated',
    message: 'Project is created',
  };
  const missing = {
    reason: 'DeploymentPipelineNotFound',
    message: `DeploymentPipeline "${spec.deploymentPipelineRef}" not found`,
  };
  const conditions = setCondition(
    status?.conditions,
    { type: 'Created', status: 'True', ...created, observedGeneration },
    now,
  );
  const isolated = projectIsolation(project, read);
  const withReady = setCondition(
    conditions,
    {
      type: 'Ready',
      status: pipelineFound ? ('True' as const) : ('False' as const),
      ...(pipelineFound ? created : missing),
      observedGeneration,
    },
    now,
  );
  return {
    ...status,
    observedGeneration,
    cells: projectCells(project, isolated, read),
    conditions: isAskedToIsolate(project)
      ? setCondition(
          withReady,
          { ...isolationConditionOf(isolated), observedGeneration },
          now,
        )
      : withReady.filter(({ type }) => type !== isolationCondition),
  };
}

function isAskedToIsolate({ spec }: Project): boolean {
  return (spec.cell?.isolation ?? 'Off') !== 'Off';
}

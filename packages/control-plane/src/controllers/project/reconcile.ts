import { Clock } from '@promenade/kube-client';
import {
  Project,
  finalizers,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Cells } from '../../dataplane/cells/cells';
import {
  isolationCondition,
  buildIsolationCondition,
} from './isolation-condition';
import { listCellBaselines } from './list-cell-baselines';
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { recordDataPlanes } from '../../core/lookups/recorded-data-planes';
import { findPipeline } from '../../core/pipeline/find-pipeline';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { withConditions } from '../../runtime/conditions';
import { withFinalizer } from '../../runtime/finalizer';
import { finalizeProject } from './finalize';
import { listCells } from './list-cells';
import { buildPartConditions } from './part-conditions';

/** Reports the cells of a project, and cleans up when it is deleted. */
export function projectReconciler({
  clock,
  cells,
}: {
  clock: Clock;
  cells: Cells;
}): Reconcile {
  return withFinalizer({
    clock,
    kind: projectKind,
    finalizer: finalizers.project,
    finalizingReason: 'ProjectFinalizing',
    cleanUp: (project, read, write) =>
      finalizeProject(project, cells, read, write),
    async reconcile(project, read, write) {
      await write.updateStatus(
        projectKind,
        project,
        projectStatus(project, read, new Date(clock.now())),
      );
    },
  });
}

function projectStatus(project: Project, read: Read, now: Date) {
  const created = {
    status: 'True' as const,
    reason: 'ProjectCreated',
    message: 'Project is created',
  };
  const pipelineNotFound = {
    status: 'False' as const,
    reason: 'DeploymentPipelineNotFound',
    message: `DeploymentPipeline "${project.spec.deploymentPipelineRef}" not found`,
  };
  const baselines = listCellBaselines(project, read);
  const isRequested = isIsolationRequested(project);
  const parts = buildPartConditions(baselines);
  const absent = [
    ...(isRequested ? [] : [isolationCondition]),
    ...parts.absent,
  ];
  const status = withConditions(
    project,
    [
      { type: 'Created', ...created },
      {
        type: 'Ready',
        ...(findPipeline(project, read) ? created : pipelineNotFound),
      },
      ...(isRequested ? [buildIsolationCondition(baselines)] : []),
      ...parts.conditions,
    ],
    now,
  );
  return {
    ...status,
    dataPlanes: recordDataPlanes(
      project.status?.dataPlanes,
      read.byIndex(
        releaseKind,
        indexes.project,
        inNamespace(project.metadata.namespace ?? '', project.metadata.name),
      ),
    ),
    cells: listCells(project, baselines, read),
    conditions: status.conditions.filter(({ type }) => !absent.includes(type)),
  };
}

function isIsolationRequested({ spec }: Project): boolean {
  return (spec.cell?.isolation ?? 'Off') !== 'Off';
}

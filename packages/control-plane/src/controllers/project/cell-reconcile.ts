import { ObjectKey } from '@promenade/kube-client';
import { projectKind, releaseKind } from '@promenade/openchoreo-model';
import { listBindingsOfProject } from '../../core/component-type/bindings';
import { isBaselineRelease } from '../../core/isolation/baseline-release-name';
import { findIsolation } from '../../core/isolation/find-isolation';
import { isDeleting } from '../../runtime/finalizer';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { CellBaseline, listCellBaselines } from './list-cell-baselines';

/**
 * Reconciles the baseline of each cell of a project. It is a Release, so that it is applied, repaired and deleted like any other.
 * An existing baseline stays as it is while the Project has an invalid field; a new one contains what could be rendered. It has no
 * owner, and stays while a component is in the cell, even if the Project was removed without cleanup.
 */
export function cellReconciler(): Reconcile {
  return async (key, read, write) => {
    const project = read.get(projectKind, key);
    const isMalformed = read.validationError(projectKind, key) !== undefined;
    if (isMalformed || (project && isDeleting(project))) {
      return;
    }
    const cells = project ? listCellBaselines(project, read) : [];
    for (const cell of cells) {
      await applyBaseline(cell, write);
    }
    await removeObsoleteBaselines(key, cells, read, write);
  };
}

async function applyBaseline(
  { existing, desired, problems }: CellBaseline,
  write: Write,
): Promise<void> {
  if (!desired) {
    return;
  }
  if (!existing) {
    await write.create(releaseKind, desired);
  } else if (!problems.some(({ severity }) => severity === 'Error')) {
    await write.update(releaseKind, existing, desired);
  }
}

async function removeObsoleteBaselines(
  { namespace: organization = '', name: project }: ObjectKey,
  cells: readonly CellBaseline[],
  read: Read,
  write: Write,
): Promise<void> {
  const wanted = new Set(cells.map(({ desired }) => desired?.metadata.name));
  const value = inNamespace(organization, project);
  const releases = read.byIndex(releaseKind, indexes.project, value);
  const obsolete = releases.filter(
    release => isBaselineRelease(release) && !wanted.has(release.metadata.name),
  );
  for (const release of obsolete) {
    const { environmentName: environment } = release.spec;
    const { mode } = findIsolation(read, {
      organization,
      project,
      environment,
    });
    const isInUse =
      listBindingsOfProject(read, organization, project).some(
        ({ spec }) => spec.environment === environment,
      ) ||
      // A Release exists until its objects are deleted. The environment of a malformed one is uncertain.
      [
        ...releases.filter(({ spec }) => spec.environmentName === environment),
        ...read.invalidByIndex(releaseKind, indexes.project, value),
      ].some(other => !isBaselineRelease(other));
    if (mode === 'Off' || !isInUse) await write.remove(releaseKind, release);
  }
}

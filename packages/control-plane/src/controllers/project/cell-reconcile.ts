import { Project, projectKind, releaseKind } from '@promenade/openchoreo-model';
import { isDeleting } from '../../runtime/finalizer';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { CellIsolation, listIsolatedCells } from './list-isolated-cells';

/**
 * Reconciles the baseline of each cell of a project. It is a Release, so that it is applied, repaired and deleted like any other.
 * An existing baseline stays as it is while the Project has an invalid field; a new one contains what could be rendered.
 */
export function cellReconciler(): Reconcile {
  return async (key, read, write) => {
    const project = read.get(projectKind, key);
    if (!project || isDeleting(project)) {
      return;
    }
    const cells = listIsolatedCells(project, read);
    for (const cell of cells) {
      await applyBaseline(cell, write);
    }
    await removeObsoleteBaselines(project, cells, read, write);
  };
}

async function applyBaseline(
  { existing, desired, problems }: CellIsolation,
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
  { metadata: { namespace = '', name, uid } }: Project,
  cells: readonly CellIsolation[],
  read: Read,
  write: Write,
): Promise<void> {
  const wanted = new Set(cells.map(({ desired }) => desired?.metadata.name));
  const releases = read.byIndex(
    releaseKind,
    indexes.project,
    inNamespace(namespace, name),
  );
  for (const release of releases) {
    const isBaseline = controllerOf(release)?.uid === uid;
    if (isBaseline && !wanted.has(release.metadata.name)) {
      await write.remove(releaseKind, release);
    }
  }
}

import { Project, projectKind, releaseKind } from '@promenade/openchoreo-model';
import { isDeleting } from '../../runtime/finalizer';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { CellIsolation, listIsolatedCells } from './list-isolated-cells';

/**
 * Keeps the baseline of each of a project's cells: a Release of its own, so that it is applied, repaired and taken away as all else is.
 * With an error in what it follows from it stays as it is; where there is none yet, what could be rendered is applied.
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

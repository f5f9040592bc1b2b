import { ObjectChange } from '@promenade/kube-client';
import { Project } from '@promenade/openchoreo-model';
import { valueChanged, createdOrDeleted } from '../../runtime/predicates';

/** A project was created or deleted, or its isolation changed. The Releases of its components contain policies of its cells. */
export function isolationChanged(change: ObjectChange<Project>): boolean {
  return (
    createdOrDeleted(change) ||
    valueChanged(change, ({ spec }) => spec.cell?.isolation)
  );
}

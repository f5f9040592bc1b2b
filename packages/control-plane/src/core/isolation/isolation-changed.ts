import { ObjectChange } from '@promenade/kube-client';
import { Project } from '@promenade/openchoreo-model';
import { valueChanged, createdOrDeleted } from '../../runtime/predicates';

/** What is rendered of a project's components holds the policies of its cells, so that this matters to them. */
export function isolationChanged(change: ObjectChange<Project>): boolean {
  return (
    createdOrDeleted(change) ||
    valueChanged(change, ({ spec }) => spec.cell?.isolation)
  );
}

import { ObjectChange } from '@promenade/kube-client';
import { Project } from '@promenade/openchoreo-model';
import { alters, comesOrGoes } from '../../runtime/changes';

/** What is rendered of a project's components holds the policies of its cells, so that this matters to them. */
export function isIsolatedAnew(change: ObjectChange<Project>): boolean {
  return (
    comesOrGoes(change) || alters(change, ({ spec }) => spec.cell?.isolation)
  );
}

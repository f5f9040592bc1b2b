import { GitCommitRequest, projectKind } from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';

/** The repository of a project whose bindings are committed. */
export interface CommitTarget
  extends Pick<
    GitCommitRequest['spec'],
    'repoURL' | 'branch' | 'authSecretRef'
  > {
  /** Folder of the manifests. */
  readonly path?: string;
}

/** Finds the repository of a project in commit mode. Undefined for a project whose bindings are written to the cluster. */
export function findCommitTarget(
  read: Read,
  namespace: string,
  projectName: string,
): CommitTarget | undefined {
  const project = read.get(projectKind, { namespace, name: projectName });
  const { gitOps } = project?.spec ?? {};
  if (gitOps?.mode !== 'Commit') return undefined;
  const { mode: _mode, ...target } = gitOps;
  return target;
}

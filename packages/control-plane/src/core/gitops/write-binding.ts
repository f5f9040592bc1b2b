import { KubeObject, mergePatch } from '@promenade/kube-client';
import { gitOpsManagerOf, trackOf } from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { Binding } from '../binding/binding';
import { BindingType } from '../component-type/binding-types';
import { bindingFile } from './binding-file';
import { CommitProgress, commitProgress } from './commit-progress';
import { findCommitTarget } from './commit-target';
import { requestCommit } from './request-commit';

/** Who writes a binding, and why. */
export interface BindingChange {
  /** The object whose controller writes: requests for commits are deleted with it. */
  readonly requester: KubeObject;
  /** What is done, in the imperative: the subject of the commit. */
  readonly subject: string;
  /** Who requested it: the author of the commit. */
  readonly author?: string;
}

/**
 * Writes a binding: to the cluster, or, for a project in commit mode, to its repository, from which a GitOps tool applies it.
 *
 * @returns the progress of a commit, until the cluster has the binding; undefined if the cluster has it
 */
export async function writeBinding(
  { bindingKind }: BindingType,
  existing: Binding | undefined,
  desired: Binding,
  { requester, subject, author }: BindingChange,
  read: Read,
  write: Write,
): Promise<CommitProgress | undefined> {
  const { namespace = '' } = desired.metadata;
  const { owner, environment } = desired.spec;
  const target = findCommitTarget(read, namespace, owner.projectName);
  if (!target) {
    await (existing
      ? write.update(bindingKind, existing, desired)
      : write.create(bindingKind, desired));
    return undefined;
  }
  const isApplied =
    existing !== undefined && !mergePatch(existing.spec, desired.spec);
  // A binding of the time before the commit mode may not be in the repository.
  if (isApplied && gitOpsManagerOf(existing)) return undefined;
  const { uid, generation } = existing?.metadata ?? {};
  const request = await requestCommit(
    target,
    {
      requester,
      owner,
      environment,
      deploymentTrack: trackOf(desired),
      name: desired.metadata.name,
      subject,
      author,
      files: [bindingFile(existing, desired, target.path)],
      base: { uid, generation },
    },
    read,
    write,
  );
  return isApplied ? undefined : commitProgress(request);
}

import { manifestPath } from '@promenade/git-client';
import {
  GitCommitRequest,
  ProjectComponentOwner,
  gitCommitRequestKind,
} from '@promenade/openchoreo-model';
import { KubeObject } from '@promenade/kube-client';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { compareText, creationOrderKey } from '../../runtime/sort';
import { Write } from '../../runtime/write';
import { Binding } from '../binding/binding';
import { inNamespace, indexes } from '../lookups/indexes';
import { commitProgress } from './commit-progress';
import { findCommitTarget } from './commit-target';
import { requestCommit } from './request-commit';

/** The bindings to delete from a repository. */
export interface BindingDeletion {
  /** What requests the commit: the request is deleted with it. */
  readonly requester: KubeObject;
  readonly owner: ProjectComponentOwner;
  readonly deploymentTrack?: string;
  /** The bindings that the cluster has. */
  readonly bindings: readonly Binding[];
  /** Whether a request is for bindings that are to be deleted, which the cluster may not have yet. */
  isForBindings(request: GitCommitRequest): boolean;
}

/**
 * Deletes bindings from the repository of a project in commit mode, so that they are not applied again.
 *
 * @returns what the deletion waits for, as a sentence; undefined when the repository has none of the bindings
 */
export async function commitDeletion(
  deletion: BindingDeletion,
  read: Read,
  write: Write,
): Promise<string | undefined> {
  const { requester, owner, deploymentTrack, bindings, isForBindings } =
    deletion;
  const { namespace = '', name } = requester.metadata;
  const target = findCommitTarget(read, namespace, owner.projectName);
  if (!target) return undefined;
  // A request without a controller was created by a person, who may have set the labels.
  const requests = read
    .byIndex(
      gitCommitRequestKind,
      indexes.componentName,
      inNamespace(namespace, owner.componentName),
    )
    .filter(
      request => controllerOf(request) !== undefined && isForBindings(request),
    )
    .sort((a, b) => compareText(creationOrderKey(a), creationOrderKey(b)));
  const ofRepository = requests.filter(
    ({ spec }) =>
      spec.repoURL === target.repoURL && spec.branch === target.branch,
  );
  const paths = new Set([
    ...bindings.map(binding => manifestPath(binding, target.path)),
    ...ofRepository.flatMap(({ spec }) => spec.files.map(({ path }) => path)),
  ]);
  const deleted = deletedPaths(ofRepository);
  const files = [...paths]
    .filter(path => !deleted.has(path))
    .sort(compareText)
    .map(path => ({ path, delete: true }));
  if (files.length === 0) return undefined;
  for (const request of requests) {
    if (!isSucceeded(request) && !isDeletion(request)) {
      await write.remove(gitCommitRequestKind, request);
    }
  }
  const content = {
    requester,
    owner,
    deploymentTrack,
    name: `${name}-delete`,
    subject: `Delete ${name}`,
    files,
    base: requests.filter(isSucceeded).at(-1)?.metadata.uid,
  };
  const request = await requestCommit(target, content, read, write);
  const { state, message } = commitProgress(request);
  return state === 'Committed'
    ? undefined
    : `The bindings must be deleted from ${target.repoURL} first. ${message}`;
}

/** The files that the newest commit has deleted. */
function deletedPaths(oldestFirst: readonly GitCommitRequest[]): Set<string> {
  const deleted = new Set<string>();
  for (const request of oldestFirst.filter(isSucceeded)) {
    for (const file of request.spec.files) {
      if (file.delete) deleted.add(file.path);
      else deleted.delete(file.path);
    }
  }
  return deleted;
}

function isSucceeded({ status }: GitCommitRequest): boolean {
  return status?.phase === 'Succeeded';
}

function isDeletion({ spec }: GitCommitRequest): boolean {
  return spec.files.every(file => file.delete);
}

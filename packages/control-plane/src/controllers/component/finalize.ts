import { manifestPath } from '@promenade/git-client';
import { Component, gitCommitRequestKind } from '@promenade/openchoreo-model';
import { waitingForDeletion } from '../../runtime/conditions';
import { listBindings } from '../../core/component-type/bindings';
import { commitProgress } from '../../core/gitops/commit-progress';
import { findCommitTarget } from '../../core/gitops/commit-target';
import { requestCommit } from '../../core/gitops/request-commit';
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { kindsOwnedBy } from '../../core/lookups/owned-kinds';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { DeletionBlocked } from '../../runtime/finalizer';
import { controllerOf } from '../../runtime/owner-reference';
import { compareText } from '../../runtime/sort';
import { Write } from '../../runtime/write';

/**
 * Cleans up a component: deletes everything that names it as its owner, such as its workload, service, bindings, artifacts and
 * promotions, also under another project. The component exists until its last Release is cleaned up.
 */
export async function finalizeComponent(
  component: Component,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const { namespace = '', name } = component.metadata;
  const uncommitted = await commitDeletion(component, read, write);
  if (uncommitted) return uncommitted;
  const remaining = await deleteIndexed(
    kindsOwnedBy('component'),
    indexes.componentName,
    inNamespace(namespace, name),
    read,
    write,
  );
  return remaining.length
    ? { message: waitingForDeletion(remaining) }
    : undefined;
}

/** Deletes the bindings of a component from the repository of a project in commit mode, so that they are not applied again. */
async function commitDeletion(
  component: Component,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const { namespace = '', name } = component.metadata;
  const { projectName } = component.spec.owner;
  const owner = { projectName, componentName: name };
  const target = findCommitTarget(read, namespace, projectName);
  if (!target) return undefined;
  // A request without a controller was created by a person, who may have set the label of the component.
  const requests = read
    .byIndex(
      gitCommitRequestKind,
      indexes.componentName,
      inNamespace(namespace, name),
    )
    .filter(request => controllerOf(request) !== undefined);
  const changes = requests
    .filter(
      ({ spec }) =>
        spec.repoURL === target.repoURL && spec.branch === target.branch,
    )
    .flatMap(({ spec, status }) =>
      spec.files.map(file => ({ ...file, phase: status?.phase })),
    );
  const deleted = changes
    .filter(file => file.delete && file.phase === 'Succeeded')
    .map(({ path }) => path);
  const paths = new Set([
    ...listBindings(read, namespace, owner).map(({ binding }) =>
      manifestPath(binding, target.path),
    ),
    ...changes.map(({ path }) => path),
  ]);
  const files = [...paths]
    .filter(path => !deleted.includes(path))
    .sort(compareText)
    .map(path => ({ path, delete: true }));
  if (files.length === 0) return undefined;
  for (const request of requests) {
    const isUnfinishedDeployment =
      request.status?.phase !== 'Succeeded' &&
      request.spec.files.some(file => !file.delete);
    if (isUnfinishedDeployment)
      await write.remove(gitCommitRequestKind, request);
  }
  const content = {
    requester: component,
    owner,
    name: `${name}-delete`,
    subject: `Delete ${name}`,
    files,
    base: undefined,
  };
  const request = await requestCommit(target, content, read, write);
  const { state, message } = commitProgress(request);
  return state === 'Committed'
    ? undefined
    : {
        message: `The bindings must be deleted from ${target.repoURL} first. ${message}`,
      };
}

import { KubeObject } from '@promenade/kube-client';
import {
  GitCommitRequest,
  ProjectComponentOwner,
  contentHash,
  gitCommitRequestKind,
  nameLimits,
  openChoreoApiVersion,
  parentLabels,
} from '@promenade/openchoreo-model';
import { controllerIndexValue, indexes } from '../lookups/indexes';
import { controllerReference } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { compareText, creationOrderKey } from '../../runtime/sort';
import { Write } from '../../runtime/write';
import { CommitTarget } from './commit-target';

/** A change of files, and what it is for. */
export interface CommitContent {
  /** What requests the commit: the request is deleted with it. */
  readonly requester: KubeObject;
  readonly owner: ProjectComponentOwner;
  readonly environment?: string;
  readonly deploymentTrack?: string;
  /** First part of the name of the request. */
  readonly name: string;
  /** Subject of the commit. */
  readonly subject: string;
  /** Author of the commit. */
  readonly author?: string;
  readonly files: GitCommitRequest['spec']['files'];
  /** What the change is based on. The same change is requested again on another base. */
  readonly base: unknown;
}

/** How many requests for the same files are kept. */
const keptRequests = 5;

/**
 * Requests a commit, once for the same change: the name of the request identifies it. The request replaces those for the same files
 * that are not performed yet. A change that another one has replaced since is requested again.
 *
 * @returns the request, with its status
 */
export async function requestCommit(
  { path: _path, ...target }: CommitTarget,
  content: CommitContent,
  read: Read,
  write: Write,
): Promise<GitCommitRequest> {
  const { requester, owner, subject, author, files, base } = content;
  const { namespace = '' } = requester.metadata;
  const hash = contentHash({
    target,
    files,
    base,
    uid: requester.metadata.uid,
  });
  const name = `${content.name.slice(0, nameLimits.resource - 11)}-${hash.slice(
    0,
    10,
  )}`;
  const existing = read.get(gitCommitRequestKind, { namespace, name });
  const others = listRequests(requester, read).filter(
    other => other.metadata.name !== name && hasSameFiles(other, target, files),
  );
  if (existing && !isReplaced(existing, others)) return existing;
  const finished = others.filter(isFinished);
  const outdated = [
    ...(existing ? [existing] : []),
    ...others.filter(other => !isFinished(other)),
    ...finished.slice(keptRequests - 1),
  ];
  for (const request of outdated) {
    await write.remove(gitCommitRequestKind, request);
  }
  return write.create(gitCommitRequestKind, {
    apiVersion: openChoreoApiVersion,
    kind: 'GitCommitRequest',
    metadata: {
      name,
      namespace,
      labels: parentLabels(namespace, {
        project: owner.projectName,
        component: owner.componentName,
        environment: content.environment,
        track: content.deploymentTrack,
      }),
      ownerReferences: [controllerReference(requester)],
    },
    spec: {
      ...target,
      message: subject,
      ...(author && { author: { name: author } }),
      files,
    },
  });
}

/** Returns the newest request of what requests commits. */
export function newestCommitRequest(
  requester: KubeObject,
  read: Read,
): GitCommitRequest | undefined {
  return listRequests(requester, read)[0];
}

/** The newest first. */
function listRequests(requester: KubeObject, read: Read): GitCommitRequest[] {
  return read
    .byIndex(
      gitCommitRequestKind,
      indexes.controller,
      controllerIndexValue(requester),
    )
    .sort((a, b) => compareText(creationOrderKey(b), creationOrderKey(a)));
}

function hasSameFiles(
  { spec }: GitCommitRequest,
  { repoURL }: Pick<CommitTarget, 'repoURL'>,
  files: CommitContent['files'],
): boolean {
  const paths = spec.files.map(({ path }) => path);
  return (
    spec.repoURL === repoURL &&
    paths.length === files.length &&
    files.every(({ path }, index) => path === paths[index])
  );
}

/** Whether the repository may have another change of the same files since. */
function isReplaced(
  { metadata: { creationTimestamp = '' } }: GitCommitRequest,
  others: readonly GitCommitRequest[],
): boolean {
  return others.some(
    ({ metadata, status }) =>
      (metadata.creationTimestamp ?? '') > creationTimestamp &&
      status?.phase !== 'Failed',
  );
}

function isFinished({ status }: GitCommitRequest): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

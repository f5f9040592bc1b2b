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

/** How many finished requests of a requester are kept. */
const keptRequests = 5;

/**
 * Requests a commit, once for the same change: the name of the request identifies it.
 *
 * @returns the request, with its status
 */
export async function requestCommit(
  { path: _path, ...target }: CommitTarget,
  content: CommitContent,
  read: Read,
  write: Write,
): Promise<GitCommitRequest> {
  const { requester, owner, environment, subject, author, files, base } =
    content;
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
  if (existing) return existing;
  const created = await write.create(gitCommitRequestKind, {
    apiVersion: openChoreoApiVersion,
    kind: 'GitCommitRequest',
    metadata: {
      name,
      namespace,
      labels: parentLabels(namespace, {
        project: owner.projectName,
        component: owner.componentName,
        environment,
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
  await removeOldRequests(requester, read, write);
  return created;
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

async function removeOldRequests(
  requester: KubeObject,
  read: Read,
  write: Write,
): Promise<void> {
  const finished = listRequests(requester, read).filter(
    ({ status }) => status?.phase === 'Succeeded',
  );
  for (const request of finished.slice(keptRequests)) {
    await write.remove(gitCommitRequestKind, request);
  }
}

import {
  gitCommitRequestKind,
  type GitCommitRequest,
} from '@promenade/openchoreo-model';
import type { Read } from '../../runtime/read';

/** Whether a request is not performed any more. One that failed is performed again when its spec changes. */
export function isFinished({ metadata, status }: GitCommitRequest): boolean {
  return (
    status?.phase === 'Succeeded' ||
    (status?.phase === 'Failed' &&
      status.observedGeneration === metadata.generation)
  );
}

/** Finds the unfinished request that a request must be performed after. Requests that wait for each other do not wait. */
export function findUnfinishedBefore(
  request: GitCommitRequest,
  read: Read,
): GitCommitRequest | undefined {
  const { namespace, name } = request.metadata;
  const unfinishedBefore = ({ spec: { after } }: GitCommitRequest) => {
    const found =
      after === undefined
        ? undefined
        : read.get(gitCommitRequestKind, { namespace, name: after });
    return found && !isFinished(found) ? found : undefined;
  };
  const before = unfinishedBefore(request);
  const seen = new Set([name]);
  for (let each = before; each; each = unfinishedBefore(each)) {
    if (seen.has(each.metadata.name)) return undefined;
    seen.add(each.metadata.name);
  }
  return before;
}

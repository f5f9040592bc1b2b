import type { GitCommitRequest } from '@promenade/openchoreo-model';
import { refusedRepository } from './git-hosts';

/** The problem of a request that no retry can solve. */
export interface InvalidRequest {
  readonly reason: 'InvalidRequest' | 'HostNotAllowed';
  readonly message: string;
}

/** What Git does not allow in the name of a branch (`git check-ref-format`), and a leading hyphen. */
const invalidBranch =
  // eslint-disable-next-line no-control-regex
  /^[-/]|[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|^\.|\.lock(\/|$)|[/.]$|^@$/;

/** Validates what the schema of the kind does not: repository, branch and files. */
export function validateRequest(
  { spec }: Pick<GitCommitRequest, 'spec'>,
  hosts: readonly string[],
): InvalidRequest | undefined {
  const refused = refusedRepository(spec.repoURL, hosts);
  if (refused) return refused;
  const { branch, files } = spec;
  if (branch !== undefined && (branch === '' || invalidBranch.test(branch))) {
    return invalid(`spec.branch: "${branch}" is not the name of a branch`);
  }
  if (files.length === 0) {
    return invalid('spec.files: has no file; name at least one');
  }
  for (const [index, file] of files.entries()) {
    const problem = filePathProblem(file.path) ?? contentProblem(file);
    if (problem) return invalid(`spec.files[${index}]: ${problem}`);
  }
  const paths = new Set<string>();
  for (const { path } of files) {
    if (paths.has(path)) return invalid(`spec.files: "${path}" is named twice`);
    paths.add(path);
  }
  return undefined;
}

function invalid(message: string): InvalidRequest {
  return { reason: 'InvalidRequest', message };
}

function filePathProblem(path: string): string | undefined {
  const isRelative = path
    .split('/')
    .every(part => part !== '' && part !== '.' && part !== '..');
  // eslint-disable-next-line no-control-regex
  if (!isRelative || /[\x00-\x1f\x7f\\]/.test(path)) {
    return `path "${path}" is not a path in the repository; write one like production/greeter.yaml`;
  }
  return path.split('/').some(part => part.toLowerCase() === '.git')
    ? `path "${path}" is in the folder of Git itself`
    : undefined;
}

function contentProblem({
  content,
  patch,
  delete: isDeleted,
}: GitCommitRequest['spec']['files'][number]): string | undefined {
  const isChanged = content !== undefined || patch !== undefined;
  if (isDeleted && isChanged) {
    return 'is deleted, so it must have neither content nor patch';
  }
  return isDeleted || isChanged
    ? undefined
    : 'has no content, no patch and no delete; give one of them';
}

/**
 * Git over HTTP without a working copy, and Kubernetes manifests as files of a repository.
 *
 * @packageDocumentation
 */
export {
  GitClient,
  type GitCredentials,
  type GitFile,
  type GitHead,
  type GitLogEntry,
  type GitPerson,
  type GitRemote,
} from './GitClient';
export { GitError, type GitProblem } from './GitError';
export {
  manifestOf,
  manifestPath,
  manifestText,
  updateManifestText,
  updateYamlText,
  type Manifest,
  type ManifestSource,
} from './manifestFiles';

import {
  ProjectComponentOwner,
  deployableArtifactKind,
} from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { DeployableContent, buildArtifact } from './artifact';

/** Makes the record of a release, unless there is one: equal content has one name, so that it is made once. */
export async function ensureArtifact(
  namespace: string,
  owner: ProjectComponentOwner,
  content: DeployableContent,
  read: Read,
  write: Write,
): Promise<void> {
  const artifact = buildArtifact(namespace, owner, content);
  if (!read.get(deployableArtifactKind, artifact.metadata)) {
    await write.createIfAbsent(deployableArtifactKind, artifact);
  }
}

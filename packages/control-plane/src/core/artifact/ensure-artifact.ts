import { deployableArtifactKind } from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { DeployableContent, ReleaseStream, buildArtifact } from './artifact';

/** Creates the DeployableArtifact of a release unless it exists. Its name identifies its content. */
export async function ensureArtifact(
  namespace: string,
  stream: ReleaseStream,
  content: DeployableContent,
  read: Read,
  write: Write,
): Promise<void> {
  const artifact = buildArtifact(namespace, stream, content);
  if (!read.get(deployableArtifactKind, artifact.metadata)) {
    await write.createIfAbsent(deployableArtifactKind, artifact);
  }
}

import { releaseLabel } from '@promenade/openchoreo-model';
import { ArtifactIdentity } from '../artifact/artifact';
import { ComponentRelease } from './kinds';

/**
 * The identity of a ComponentRelease. It is immutable and cannot be renamed, so its name identifies its content. OpenChoreo names
 * those that it creates after the component and the hash.
 *
 * @param release - undefined if it does not exist any more
 */
export function releaseIdentity(
  name: string,
  component: string,
  release: ComponentRelease | undefined,
): ArtifactIdentity {
  const prefix = `${component}-`;
  const hash = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const { image } = release?.spec.workload.container ?? {};
  return { name, hash, label: releaseLabel(hash, image) };
}

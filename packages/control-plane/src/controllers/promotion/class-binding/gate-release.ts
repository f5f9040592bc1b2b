import { Promotion } from '@promenade/openchoreo-model';
import {
  DeployableContent,
  artifactIdentity,
} from '../../../core/artifact/artifact';
import { GateRelease } from '../gates/gate';

/** What gates look at of the content of a release. */
export function gateReleaseOf(
  { spec }: Promotion,
  content: DeployableContent | undefined,
): GateRelease | undefined {
  if (!content) {
    return undefined;
  }
  const { hash, label } = artifactIdentity(spec, content);
  const containers = Object.values(content.workload.containers ?? {});
  return { hash, label, images: containers.map(({ image }) => image) };
}

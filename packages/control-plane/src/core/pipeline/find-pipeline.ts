import {
  DeploymentPipeline,
  Project,
  deploymentPipelineKind,
} from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';

/** The pipeline that a project's components are promoted along; undefined while there is none of that name. */
export function findPipeline(
  { metadata: { namespace }, spec }: Project,
  read: Read,
): DeploymentPipeline | undefined {
  return read.get(deploymentPipelineKind, {
    namespace,
    name: spec.deploymentPipelineRef,
  });
}

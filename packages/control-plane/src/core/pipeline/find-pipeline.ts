import {
  DeploymentPipeline,
  Project,
  deploymentPipelineKind,
} from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';

/** Finds the pipeline of a project; undefined if it does not exist. */
export function findPipeline(
  { metadata: { namespace }, spec }: Project,
  read: Read,
): DeploymentPipeline | undefined {
  return read.get(deploymentPipelineKind, {
    namespace,
    name: spec.deploymentPipelineRef,
  });
}

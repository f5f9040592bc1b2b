import {
  deploymentPipelineKind,
  environmentKind,
} from '@promenade/openchoreo-model';
import { comesOrGoes } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { usersOfShared } from '../runtime/shared-resource';
import { deploymentPipelineReconciler } from './reconcile';

/** Says which pipelines can be walked along. */
export function deploymentPipelineController(
  dependencies: Parameters<typeof deploymentPipelineReconciler>[0],
): ControllerDefinition {
  return {
    name: 'deployment-pipeline',
    kind: deploymentPipelineKind,
    watches: [
      watching(deploymentPipelineKind),
      watching(
        environmentKind,
        (environment, read) =>
          usersOfShared(read, deploymentPipelineKind, environment),
        comesOrGoes,
      ),
    ],
    reconcile: deploymentPipelineReconciler(dependencies),
  };
}

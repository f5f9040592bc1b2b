import {
  deploymentPipelineKind,
  environmentKind,
} from '@promenade/openchoreo-model';
import { comesOrGoes } from '../../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../../runtime/controller-definition';
import { mayUse } from '../../core/lookups/keys-of';
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
      watching(environmentKind, mayUse(deploymentPipelineKind), comesOrGoes),
    ],
    reconcile: deploymentPipelineReconciler(dependencies),
  };
}

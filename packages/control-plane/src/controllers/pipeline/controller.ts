import {
  deploymentPipelineKind,
  environmentKind,
} from '@promenade/openchoreo-model';
import { createdOrDeleted } from '../../runtime/predicates';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import { mapToSharedUsers } from '../../core/lookups/map-functions';
import { deploymentPipelineReconciler } from './reconcile';

/** Reports which pipelines are valid. */
export function deploymentPipelineController(
  dependencies: Parameters<typeof deploymentPipelineReconciler>[0],
): ControllerDefinition {
  return {
    name: 'deployment-pipeline',
    kind: deploymentPipelineKind,
    watches: [
      watchKind(deploymentPipelineKind),
      watchKind(
        environmentKind,
        mapToSharedUsers(deploymentPipelineKind),
        createdOrDeleted,
      ),
    ],
    reconcile: deploymentPipelineReconciler(dependencies),
  };
}

import { Clock } from '@promenade/kube-client';
import {
  DeploymentPipeline,
  deploymentPipelineKind,
  environmentKind,
} from '@promenade/openchoreo-model';
import { isDeleting } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { findShared } from '../../core/lookups/shared-resource';
import { withConditions } from '../../runtime/conditions';
import { environmentsNotFound } from '../../core/pipeline/environments-not-found';
import {
  duplicateEdges,
  environmentsOf,
  findCycle,
} from '@promenade/openchoreo-model';

/** Says whether a pipeline can be walked along, and if not, what is wrong with it. */
export function deploymentPipelineReconciler({
  clock,
}: {
  clock: Clock;
}): Reconcile {
  return async (key, read, write) => {
    const pipeline = read.get(deploymentPipelineKind, key);
    if (!pipeline || isDeleting(pipeline)) {
      return;
    }
    const verdict = checkPipeline(pipeline, read);
    await write.updateStatus(
      deploymentPipelineKind,
      pipeline,
      withConditions(
        pipeline,
        [
          { type: 'Available', ...verdict },
          { type: 'Ready', ...verdict },
        ],
        new Date(clock.now()),
      ),
    );
  };
}

function checkPipeline(pipeline: DeploymentPipeline, read: Read) {
  const cycle = findCycle(pipeline);
  if (cycle) {
    return unavailable(
      'PromotionCycle',
      `The promotion paths lead in a circle: ${cycle.join(
        ' → ',
      )}. Remove one of these steps`,
    );
  }
  const [twice] = duplicateEdges(pipeline);
  if (twice) {
    return unavailable(
      'DuplicatePromotionPath',
      `The step from ${twice.from} to ${twice.to} is declared more than once. Remove all but one`,
    );
  }
  const organization = pipeline.metadata.namespace ?? '';
  const unknown = environmentsOf(pipeline).filter(
    name => !findShared(read, environmentKind, organization, name),
  );
  if (unknown.length) {
    return unavailable('EnvironmentNotFound', environmentsNotFound(unknown));
  }
  return {
    status: 'True' as const,
    reason: 'DeploymentPipelineAvailable',
    message: 'DeploymentPipeline is available',
  };
}

function unavailable(reason: string, message: string) {
  return { status: 'False' as const, reason, message };
}

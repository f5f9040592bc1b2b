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

/** Reports whether a pipeline is valid: it has no cycle and no duplicate edge, and its environments exist. */
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
    const availability = checkPipeline(pipeline, read);
    await write.updateStatus(
      deploymentPipelineKind,
      pipeline,
      withConditions(
        pipeline,
        [
          { type: 'Available', ...availability },
          { type: 'Ready', ...availability },
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
      `The promotion paths contain a cycle: ${cycle.join(
        ' → ',
      )}; remove one of these edges`,
    );
  }
  const [duplicate] = duplicateEdges(pipeline);
  if (duplicate) {
    return unavailable(
      'DuplicatePromotionPath',
      `The edge from ${duplicate.from} to ${duplicate.to} is declared more than once; remove all but one`,
    );
  }
  const organization = pipeline.metadata.namespace ?? '';
  const environments = environmentsOf(pipeline);
  if (environments.length === 0) {
    return unavailable(
      'EnvironmentNotFound',
      'The pipeline names no environment; add a promotion path',
    );
  }
  const unknown = environments.filter(
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

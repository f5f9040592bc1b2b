import { Clock } from '@promenade/kube-client';
import {
  Environment,
  Release,
  environmentKind,
  finalizers,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Cells } from '../../dataplane/cells/cells';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { recordDataPlanes } from '../../core/lookups/recorded-data-planes';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { withConditions } from '../../runtime/conditions';
import { withFinalizer } from '../../runtime/finalizer';
import { finalizeEnvironment } from './finalize';

/** Reports whether an environment has a data plane, and cleans up when it is deleted. */
export function environmentReconciler({
  clock,
  cells,
}: {
  clock: Clock;
  cells: Cells;
}): Reconcile {
  return withFinalizer({
    clock,
    kind: environmentKind,
    finalizer: finalizers.environment,
    finalizingReason: 'EnvironmentFinalizing',
    cleanUp: (environment, read, write) =>
      finalizeEnvironment(environment, cells, read, write),
    async reconcile(environment, read, write) {
      await write.updateStatus(environmentKind, environment, {
        ...withConditions(
          environment,
          [{ type: 'Ready', ...readiness(environment, read) }],
          new Date(clock.now()),
        ),
        dataPlanes: recordDataPlanes(
          environment.status?.dataPlanes,
          listReleases(environment, read),
        ),
      });
    },
  });
}

function listReleases({ metadata }: Environment, read: Read): Release[] {
  return read.byIndex(
    releaseKind,
    indexes.environment,
    inNamespace(metadata.namespace ?? '', metadata.name),
  );
}

function readiness({ metadata }: Environment, read: Read) {
  const found = findDataPlane(read, metadata.namespace ?? '', metadata.name);
  return 'reason' in found
    ? { status: 'False' as const, ...found }
    : {
        status: 'True' as const,
        reason: 'EnvironmentReady',
        message: 'Environment is ready',
      };
}

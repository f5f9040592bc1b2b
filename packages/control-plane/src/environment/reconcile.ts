import { Clock } from '@promenade/kube-client';
import {
  Environment,
  environmentKind,
  finalizers,
  setCondition,
} from '@promenade/openchoreo-model';
import { Cells } from '../cell/cells';
import { dataPlaneOf } from '../data-planes';
import {
  ensureFinalizer,
  hasFinalizer,
  isDeleting,
} from '../runtime/finalizer';
import { Read } from '../runtime/read';
import { Reconcile } from '../runtime/reconcile';
import { finalizeEnvironment } from './finalize';

/** Says whether an environment has a data plane to live on, and takes away what runs in it when it is deleted. */
export function environmentReconciler({
  clock,
  cells,
}: {
  clock: Clock;
  cells: Cells;
}): Reconcile {
  return async (key, read, write) => {
    const found = read.get(environmentKind, key);
    if (!found) {
      return undefined;
    }
    const now = new Date(clock.now());
    if (isDeleting(found)) {
      return hasFinalizer(found, finalizers.environment)
        ? finalizeEnvironment(found, cells, read, write, now)
        : undefined;
    }
    const environment = await ensureFinalizer(
      write,
      environmentKind,
      found,
      finalizers.environment,
    );
    const observedGeneration = environment.metadata.generation;
    await write.updateStatus(environmentKind, environment, {
      ...environment.status,
      observedGeneration,
      conditions: setCondition(
        environment.status?.conditions,
        { type: 'Ready', ...readiness(environment, read), observedGeneration },
        now,
      ),
    });
    return undefined;
  };
}

function readiness({ metadata }: Environment, read: Read) {
  const found = dataPlaneOf(read, metadata.namespace ?? '', metadata.name);
  return 'reason' in found
    ? { status: 'False' as const, ...found }
    : {
        status: 'True' as const,
        reason: 'EnvironmentReady',
        message: 'Environment is ready',
      };
}

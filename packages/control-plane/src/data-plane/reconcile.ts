import { Clock } from '@promenade/kube-client';
import {
  DataPlane,
  dataPlaneKind,
  environmentKind,
  finalizers,
  setCondition,
} from '@promenade/openchoreo-model';
import {
  ensureFinalizer,
  hasFinalizer,
  isDeleting,
  removeFinalizer,
} from '../runtime/finalizer';
import { finalizingStatus, some } from '../runtime/finalizing';
import { inNamespace } from '../runtime/indexes';
import { Read } from '../runtime/read';
import { Reconcile } from '../runtime/reconcile';
import { Write } from '../runtime/write';

/** What came of knocking at a data plane; a sentence for people either way. */
export interface Reachability {
  reachable: boolean;
  message: string;
}

/** Knocks at the Kubernetes API of a data plane. Never rejects: no answer is an answer. */
export type Probe = (dataPlane: DataPlane) => Promise<Reachability>;

/** How often a data plane is knocked at, in milliseconds. */
const probeInterval = 60_000;

/** Says whether a data plane answers, and takes its environments away when it is deleted. */
export function dataPlaneReconciler({
  clock,
  probe,
}: {
  clock: Clock;
  probe: Probe;
}): Reconcile {
  return async (key, read, write) => {
    const found = read.get(dataPlaneKind, key);
    if (!found) {
      return undefined;
    }
    if (isDeleting(found)) {
      if (hasFinalizer(found, finalizers.dataPlane)) {
        await finalize(found, read, write, new Date(clock.now()));
      }
      return undefined;
    }
    const dataPlane = await ensureFinalizer(
      write,
      dataPlaneKind,
      found,
      finalizers.dataPlane,
    );
    const reachability = await probe(dataPlane);
    await write.updateStatus(
      dataPlaneKind,
      dataPlane,
      statusOf(dataPlane, reachability, new Date(clock.now())),
    );
    return { requeueAfter: probeInterval };
  };
}

function statusOf(
  { metadata, status }: DataPlane,
  { reachable, message }: Reachability,
  now: Date,
) {
  const observedGeneration = metadata.generation;
  const answer = {
    status: reachable ? ('True' as const) : ('False' as const),
    reason: reachable ? 'DataPlaneReachable' : 'DataPlaneUnreachable',
    message,
    observedGeneration,
  };
  const created = setCondition(
    status?.conditions,
    {
      type: 'Created',
      status: 'True',
      reason: 'DataPlaneCreated',
      message: 'DataPlane is created',
      observedGeneration,
    },
    now,
  );
  return {
    ...status,
    observedGeneration,
    conditions: setCondition(
      setCondition(created, { type: 'Reachable', ...answer }, now),
      { type: 'Ready', ...answer },
      now,
    ),
  };
}

/** A data plane goes after the last environment of its organization that lives on it: they need it to clean up. */
async function finalize(
  dataPlane: DataPlane,
  read: Read,
  write: Write,
  now: Date,
): Promise<void> {
  const { namespace = '', name } = dataPlane.metadata;
  const environments = read.byIndex(
    environmentKind,
    'dataPlane',
    inNamespace(namespace, name),
  );
  for (const environment of environments) {
    await write.remove(environmentKind, environment);
  }
  if (environments.length) {
    const names = environments.map(({ metadata }) => `"${metadata.name}"`);
    await write.updateStatus(
      dataPlaneKind,
      dataPlane,
      finalizingStatus(
        dataPlane,
        'DataplaneFinalizing',
        `Waiting for Environment ${some(names)} to be deleted`,
        now,
      ),
    );
    return;
  }
  await removeFinalizer(write, dataPlaneKind, dataPlane, finalizers.dataPlane);
}

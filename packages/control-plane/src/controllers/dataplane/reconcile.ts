import { Clock } from '@promenade/kube-client';
import {
  ConditionInput,
  DataPlane,
  dataPlaneKind,
  environmentKind,
  finalizers,
  getCondition,
} from '@promenade/openchoreo-model';
import { formatNames, withConditions } from '../../runtime/conditions';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { DeletionBlocked, withFinalizer } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';
import { KeepTlsFloor, tlsFloorCondition } from './tls-floor';

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
  keepTlsFloor,
}: {
  clock: Clock;
  probe: Probe;
  keepTlsFloor: KeepTlsFloor;
}): Reconcile {
  return withFinalizer({
    clock,
    kind: dataPlaneKind,
    finalizer: finalizers.dataPlane,
    finalizingReason: 'DataplaneFinalizing',
    cleanUp: removeEnvironments,
    async reconcile(dataPlane, read, write) {
      const reachability = await probe(dataPlane);
      const tlsFloor = reachability.reachable
        ? await keepTlsFloor(dataPlane, read)
        : getCondition(dataPlane.status?.conditions, tlsFloorCondition);
      await write.updateStatus(
        dataPlaneKind,
        dataPlane,
        statusOf(dataPlane, reachability, tlsFloor, new Date(clock.now())),
      );
      return { requeueAfter: probeInterval };
    },
  });
}

function statusOf(
  dataPlane: DataPlane,
  { reachable, message }: Reachability,
  tlsFloor: ConditionInput | undefined,
  now: Date,
) {
  const answer = {
    status: reachable ? ('True' as const) : ('False' as const),
    reason: reachable ? 'DataPlaneReachable' : 'DataPlaneUnreachable',
    message,
  };
  const { status } = dataPlane;
  const conditions = status?.conditions?.filter(
    ({ type }) => tlsFloor || type !== tlsFloorCondition,
  );
  return withConditions(
    { ...dataPlane, status: { ...status, conditions } },
    [
      {
        type: 'Created',
        status: 'True',
        reason: 'DataPlaneCreated',
        message: 'Dataplane is created',
      },
      { type: 'Reachable', ...answer },
      { type: 'Ready', ...answer },
      ...(tlsFloor ? [tlsFloor] : []),
    ],
    now,
  );
}

/** A data plane goes after the last environment of its organization that lives on it: they need it to clean up. */
async function removeEnvironments(
  { metadata: { namespace = '', name } }: DataPlane,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const environments = read.byIndex(
    environmentKind,
    indexes.dataPlane,
    inNamespace(namespace, name),
  );
  for (const environment of environments) {
    await write.remove(environmentKind, environment);
  }
  const names = environments.map(({ metadata }) => `"${metadata.name}"`);
  return names.length
    ? { message: `Waiting for Environment ${formatNames(names)} to be deleted` }
    : undefined;
}

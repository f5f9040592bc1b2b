import { Clock, KubeObject, keyOf } from '@promenade/kube-client';
import {
  ConditionInput,
  DataPlane,
  dataPlaneKind,
  environmentKind,
  finalizers,
  getCondition,
  releaseKind,
} from '@promenade/openchoreo-model';
import { formatNames, withConditions } from '../../runtime/conditions';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import {
  DeletionBlocked,
  isDeleting,
  withFinalizer,
} from '../../runtime/finalizer';
import { invalidObjectError } from '../../runtime/validation';
import { Write } from '../../runtime/write';
import {
  EnforceMinTlsVersion,
  minTlsVersionCondition,
} from './min-tls-version';
import { Probe, Reachability } from './probe';

/** Intervals between probes of a data plane, in milliseconds. */
const probeIntervalMs = { reachable: 60_000, unreachable: 10_000 };

/** Returns the reconciler that reports whether a data plane is reachable, and deletes its environments when it is deleted. */
export function dataPlaneReconciler({
  clock,
  probe,
  enforceMinTlsVersion,
}: {
  clock: Clock;
  probe: Probe;
  enforceMinTlsVersion: EnforceMinTlsVersion;
}): Reconcile {
  return withFinalizer({
    clock,
    kind: dataPlaneKind,
    finalizer: finalizers.dataPlane,
    finalizingReason: 'DataplaneFinalizing',
    async cleanUp(dataPlane, read, write) {
      const blocked = await deleteEnvironments(dataPlane, read, write);
      // A malformed one may have lost its credentials; its Releases use those that it had.
      if (!blocked || !read.get(dataPlaneKind, dataPlane.metadata)) {
        return blocked;
      }
      // Its Releases wait until a probe finds that it responds again.
      const { reachable } = await probe(dataPlane);
      return reachable
        ? blocked
        : { ...blocked, requeueAfter: probeIntervalMs.unreachable };
    },
    async reconcile(dataPlane, read, write) {
      const reachability = await probe(dataPlane);
      const minTlsVersion = reachability.reachable
        ? await enforceMinTlsVersion(dataPlane, read)
        : getCondition(dataPlane.status?.conditions, minTlsVersionCondition);
      await write.updateStatus(
        dataPlaneKind,
        dataPlane,
        statusOf(dataPlane, reachability, minTlsVersion, new Date(clock.now())),
      );
      return {
        requeueAfter:
          probeIntervalMs[reachability.reachable ? 'reachable' : 'unreachable'],
      };
    },
  });
}

function statusOf(
  dataPlane: DataPlane,
  { reachable, message }: Reachability,
  minTlsVersion: ConditionInput | undefined,
  now: Date,
) {
  const result = {
    status: reachable ? ('True' as const) : ('False' as const),
    reason: reachable ? 'DataPlaneReachable' : 'DataPlaneUnreachable',
    message,
  };
  const { status } = dataPlane;
  const conditions = status?.conditions?.filter(
    ({ type }) => minTlsVersion || type !== minTlsVersionCondition,
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
      { type: 'Reachable', ...result },
      { type: 'Ready', ...result },
      ...(minTlsVersion ? [minTlsVersion] : []),
    ],
    now,
  );
}

/**
 * Deletes the environments of a data plane, and waits for the Releases that are applied to it, also those of other
 * organizations: they need it to clean up. Malformed environments are not deleted, because their data plane is uncertain.
 */
async function deleteEnvironments(
  { metadata: { namespace = '', name } }: DataPlane,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const value = inNamespace(namespace, name);
  const environments = read.byIndex(environmentKind, indexes.dataPlane, value);
  for (const environment of environments) {
    await write.remove(environmentKind, environment);
  }
  const malformed = read
    .invalidByIndex(environmentKind, indexes.dataPlane, value)
    .filter(({ metadata }) => metadata.namespace === namespace);
  const uncertain = malformed.find(each => !isDeleting(each));
  if (uncertain) {
    const error = invalidObjectError(read, environmentKind, uncertain.metadata);
    return { message: `${error} or delete it` };
  }
  const names = [...environments, ...malformed].map(
    ({ metadata }) => `"${metadata.name}"`,
  );
  if (names.length) {
    return {
      message: `Waiting for Environment ${formatNames(names)} to be deleted`,
    };
  }
  const releases = [
    ...read.byIndex(releaseKind, indexes.targetDataPlane, value),
    ...read.invalidByIndex(releaseKind, indexes.targetDataPlane, value),
  ];
  return releases.length
    ? {
        message: `Waiting for ${describeReleases(
          releases,
          namespace,
        )} to be deleted, or moved to another data plane`,
      }
    : undefined;
}

/** Names the Releases of an organization, and counts those of others: nothing of them is named, because conditions are readable. */
function describeReleases(
  releases: readonly KubeObject[],
  organization: string,
): string {
  const own = releases
    .filter(({ metadata }) => metadata.namespace === organization)
    .map(({ metadata }) => `"${keyOf(metadata)}"`);
  const others = releases.length - own.length;
  return [
    ...(own.length ? [`Release ${formatNames(own)}`] : []),
    ...(others
      ? [
          `${others} ${
            others === 1 ? 'Release' : 'Releases'
          } of other organizations`,
        ]
      : []),
  ].join(' and ');
}

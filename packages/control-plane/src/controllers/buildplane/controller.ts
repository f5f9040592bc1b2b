import { keyOf, type Clock } from '@promenade/kube-client';
import {
  buildKind,
  buildPlaneKind,
  finalizers,
  isFinishedBuild,
  type BuildPlane,
} from '@promenade/openchoreo-model';
import type { BuildPlanes } from '../../buildplane/build-planes';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { formatNames, withConditions } from '../../runtime/conditions';
import {
  watchKind,
  type ControllerDefinition,
} from '../../runtime/controller-definition';
import { withFinalizer, type DeletionBlocked } from '../../runtime/finalizer';
import {
  deleted,
  generationChanged,
  valueChanged,
} from '../../runtime/predicates';
import type { Read } from '../../runtime/read';
import type { Reconcile } from '../../runtime/reconcile';
import type { BuildPlaneProbe, BuildPlaneState } from './probe';

/** Intervals between probes of a build plane, in milliseconds. */
const probeIntervalMs = { reachable: 60_000, unreachable: 10_000 };

interface Dependencies {
  readonly clock: Clock;
  readonly probe: BuildPlaneProbe;
}

/** Returns the controller that reports whether build planes can run builds. */
export function buildPlaneController(
  dependencies: Dependencies,
  buildPlanes: Pick<BuildPlanes, 'onBuildPlaneChange' | 'close'>,
): ControllerDefinition {
  return {
    name: 'build-plane',
    kind: buildPlaneKind,
    // Most of the time of a probe is spent waiting.
    concurrency: 16,
    watches: [
      watchKind(buildPlaneKind, undefined, generationChanged),
      // A build plane that is being deleted waits for its Builds.
      watchKind(
        buildKind,
        ({ status }) => (status?.buildPlane ? [status.buildPlane] : []),
        change => deleted(change) || valueChanged(change, isFinishedBuild),
      ),
      (controller, cache, inScope) => {
        cache.informer(buildPlaneKind).addHandler({
          onDelete: ({ metadata }) => buildPlanes.close(metadata),
        });
        buildPlanes.onBuildPlaneChange(key => {
          if (inScope(key)) controller.queue.add(keyOf(key));
        });
      },
    ],
    reconcile: buildPlaneReconciler(dependencies),
  };
}

function buildPlaneReconciler({ clock, probe }: Dependencies): Reconcile {
  return withFinalizer({
    clock,
    kind: buildPlaneKind,
    finalizer: finalizers.buildPlane,
    finalizingReason: 'BuildPlaneFinalizing',
    cleanUp: waitForBuilds,
    async reconcile(buildPlane, _read, write) {
      const state = await probe(buildPlane);
      await write.updateStatus(
        buildPlaneKind,
        buildPlane,
        withConditions(buildPlane, conditionsOf(state), new Date(clock.now())),
      );
      const interval = state.reachable.ok ? 'reachable' : 'unreachable';
      return { requeueAfter: probeIntervalMs[interval] };
    },
  });
}

/** Without their build plane, the Workflows of Builds that run could not be deleted, and their results not be read. */
async function waitForBuilds(
  { metadata: { namespace = '', name } }: BuildPlane,
  read: Read,
): Promise<DeletionBlocked | undefined> {
  const running = read
    .byIndex(buildKind, indexes.buildPlane, inNamespace(namespace, name))
    .filter(build => !isFinishedBuild(build));
  return running.length
    ? {
        message: `Waiting for Build ${formatNames(
          running.map(({ metadata }) => `"${keyOf(metadata)}"`).sort(),
        )} to end or to be deleted`,
      }
    : undefined;
}

function conditionsOf({ reachable, argo }: BuildPlaneState) {
  const results = [
    {
      type: 'Reachable',
      status: reachable.ok ? ('True' as const) : ('False' as const),
      reason: reachable.ok ? 'BuildPlaneReachable' : 'BuildPlaneUnreachable',
      message: reachable.message,
    },
    // While the API server does not respond, what it serves is as it was.
    ...(argo
      ? [
          {
            type: 'ArgoReady',
            status: argo.ok ? ('True' as const) : ('False' as const),
            reason: argo.ok ? 'ArgoServed' : 'ArgoNotServed',
            message: argo.message,
          },
        ]
      : []),
  ];
  const problem = results.find(({ status }) => status === 'False');
  return [
    ...results,
    problem
      ? { ...problem, type: 'Ready' }
      : {
          type: 'Ready',
          status: 'True' as const,
          reason: 'Ready',
          message: reachable.message,
        },
  ];
}

import { keyOf, type Clock } from '@promenade/kube-client';
import { buildPlaneKind } from '@promenade/openchoreo-model';
import type { BuildPlanes } from '../../buildplane/build-planes';
import { withConditions } from '../../runtime/conditions';
import {
  watchKind,
  type ControllerDefinition,
} from '../../runtime/controller-definition';
import { isDeleting } from '../../runtime/finalizer';
import { generationChanged } from '../../runtime/predicates';
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
  return async (key, read, write) => {
    const buildPlane = read.get(buildPlaneKind, key);
    if (!buildPlane || isDeleting(buildPlane)) return undefined;
    const state = await probe(buildPlane);
    await write.updateStatus(
      buildPlaneKind,
      buildPlane,
      withConditions(buildPlane, conditionsOf(state), new Date(clock.now())),
    );
    const interval = state.reachable.ok ? 'reachable' : 'unreachable';
    return { requeueAfter: probeIntervalMs[interval] };
  };
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

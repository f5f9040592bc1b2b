import { keyOf, type KubeObject } from '@promenade/kube-client';
import {
  buildKind,
  buildPlaneKind,
  componentKind,
  dataPlaneLabels,
} from '@promenade/openchoreo-model';
import type { BuildPlanes } from '../../buildplane/build-planes';
import { indexes } from '../../core/lookups/indexes';
import {
  mapToReferencing,
  mapToSharedUsers,
} from '../../core/lookups/map-functions';
import {
  watchKind,
  type ControllerDefinition,
} from '../../runtime/controller-definition';
import {
  createdOrDeleted,
  generationChanged,
  valueChanged,
} from '../../runtime/predicates';
import { findBuildPlane } from './find-build-plane';
import { buildReconciler, type BuildDependencies } from './reconcile';

/** Delay that collects the changes of a Workflow into one request, in milliseconds: Argo updates it many times when a step ends. */
const gatherMs = 200;

/** Returns the controller that runs Builds. */
export function buildController(
  dependencies: BuildDependencies,
  buildPlanes: Pick<BuildPlanes, 'onWorkflowChange' | 'onBuildPlaneChange'>,
): ControllerDefinition {
  return {
    name: 'build',
    kind: buildKind,
    concurrency: 4,
    // A build plane that does not respond delays only its own Builds.
    partitionOf(key, read) {
      const build = read.get(buildKind, key);
      const buildPlane = build && findBuildPlane(build, read);
      return !buildPlane || 'reason' in buildPlane
        ? ''
        : keyOf(buildPlane.metadata);
    },
    watches: [
      watchKind(
        buildKind,
        undefined,
        change =>
          generationChanged(change) || valueChanged(change, annotationsOf),
      ),
      watchKind(
        componentKind,
        mapToReferencing(buildKind, indexes.componentName),
        createdOrDeleted,
      ),
      watchKind(buildPlaneKind, mapToSharedUsers(buildKind), generationChanged),
      (controller, cache, inScope) => {
        buildPlanes.onWorkflowChange(({ metadata }) => {
          const uid = metadata.labels?.[dataPlaneLabels.uuid] ?? '';
          for (const build of cache.byIndex(buildKind, indexes.buildUid, uid)) {
            if (inScope(build.metadata)) {
              controller.queue.addAfter(keyOf(build), gatherMs);
            }
          }
        });
        buildPlanes.onBuildPlaneChange(key => {
          const buildPlane = cache.get(buildPlaneKind, key);
          const users = buildPlane
            ? mapToSharedUsers(buildKind)(buildPlane, cache)
            : [];
          for (const build of users) {
            if (inScope(build.metadata)) controller.queue.add(keyOf(build));
          }
        });
      },
    ],
    reconcile: buildReconciler(dependencies),
  };
}

function annotationsOf({ metadata }: KubeObject) {
  return metadata.annotations;
}

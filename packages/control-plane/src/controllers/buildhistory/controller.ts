import {
  buildKind,
  componentKind,
  isFinishedBuild,
} from '@promenade/openchoreo-model';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import {
  collectChanges,
  watchKind,
  type ControllerDefinition,
} from '../../runtime/controller-definition';
import { isDeleting } from '../../runtime/finalizer';
import { generationChanged } from '../../runtime/predicates';
import type { Reconcile } from '../../runtime/reconcile';
import { compareText, creationOrderKey } from '../../runtime/sort';

const deleteOldBuilds: Reconcile = async (key, read, write) => {
  const component = read.get(componentKind, key);
  const limit = component?.spec.build?.historyLimit;
  if (!component || isDeleting(component) || limit === undefined) return;
  const builds = read.byIndex(
    buildKind,
    indexes.component,
    componentIndexValue(key.namespace ?? '', {
      projectName: component.spec.owner.projectName,
      componentName: key.name,
    }),
  );
  const old = builds
    .filter(build => isFinishedBuild(build) && !isDeleting(build))
    .sort((a, b) => compareText(creationOrderKey(b), creationOrderKey(a)))
    .slice(limit);
  for (const build of old) {
    await write.remove(buildKind, build);
  }
};

/** Controller of the histories of components: deletes finished Builds beyond `spec.build.historyLimit`, the oldest first. */
export function buildHistoryController(): ControllerDefinition {
  return {
    name: 'build-history',
    kind: componentKind,
    watches: [
      watchKind(componentKind, undefined, generationChanged, collectChanges),
      watchKind(
        buildKind,
        ({ metadata: { namespace }, spec, status }) =>
          isFinishedBuild({ status })
            ? [{ namespace, name: spec.owner.componentName }]
            : [],
        ({ type }) => type !== 'delete',
        collectChanges,
      ),
    ],
    reconcile: deleteOldBuilds,
  };
}

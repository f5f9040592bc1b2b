import {
  Controller,
  keyOf,
  type KubeObject,
  type ObjectChange,
  parseKey,
} from '@promenade/kube-client';
import {
  dataPlaneKind,
  dataPlaneLabels,
  environmentKind,
  labels,
  releaseKind,
  type Release,
} from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import type { ControlPlaneContext } from '../context';
import type { DataPlanes } from '../data-planes';
import { isDeclaredAnew } from '../runtime/changes';
import { watching } from '../runtime/controller-definition';
import { ObjectCache } from '../runtime/object-cache';
import { retryConflicts } from '../runtime/retry-conflicts';
import { releaseReconciler } from './reconcile-release';

/** What the Release controller is built from. */
export interface ReleaseControllerOptions extends ControlPlaneContext {
  readonly dataPlanes: DataPlanes;
  /** How many Releases are worked on at a time. Default 8. */
  readonly concurrency?: number;
}

/**
 * How long changes on a data plane are gathered before their Release is looked
 * at, in milliseconds: a roll-out changes its Deployment many times in a row.
 */
const gatherMs = 50;

/** The index must be the same function whenever it is added. */
const byUid = ({ metadata }: KubeObject) =>
  metadata.uid ? [metadata.uid] : [];

const byDeployed = ({ metadata, spec }: Release) => [
  deployedValue({
    [dataPlaneLabels.organizationName]: metadata.namespace ?? '',
    [dataPlaneLabels.environmentName]: spec.environmentName,
    [dataPlaneLabels.projectName]: spec.owner.projectName,
    [dataPlaneLabels.componentName]: spec.owner.componentName,
  }),
];

/** Which component in which environment something is of, by its labels. */
function deployedValue(plain: Readonly<Record<string, string>>): string {
  const { organizationName, environmentName, projectName, componentName } =
    dataPlaneLabels;
  return [organizationName, environmentName, projectName, componentName]
    .map(key => plain[key] ?? '')
    .join('/');
}

/** Our own reports are no reason to look again; an annotation may be. */
function isMoreThanStatus(change: ObjectChange<KubeObject>): boolean {
  return (
    isDeclaredAnew(change) ||
    (change.type === 'update' &&
      !isDeepStrictEqual(
        change.before.metadata.annotations,
        change.object.metadata.annotations,
      ))
  );
}

/** The controller that keeps data planes as their Releases say. */
export function createReleaseController(
  options: ReleaseControllerOptions,
): Controller {
  const { read, write, inScope, dataPlanes, clock, logger, metrics } = options;
  const cache = new ObjectCache(options.informers);
  const reconcile = retryConflicts(releaseReconciler({ dataPlanes, clock }));
  const controller = new Controller({
    name: 'release',
    concurrency: options.concurrency ?? 8,
    reconcile: key => reconcile(parseKey(key), read, write),
    logger,
    metrics,
    clock,
  });
  const releases = cache.informer(releaseKind);
  releases.addIndexers({ uid: byUid, deployed: byDeployed });
  const inEnvironment = (name: string) =>
    releases
      .list()
      .filter(({ spec }) => spec.environmentName === name)
      .map(({ metadata }) => metadata);

  for (const watch of [
    watching(releaseKind, undefined, isMoreThanStatus),
    watching(
      environmentKind,
      ({ metadata }) => inEnvironment(metadata.name),
      isDeclaredAnew,
    ),
    watching(
      dataPlaneKind,
      ({ metadata }) =>
        cache
          .informer(environmentKind)
          .list()
          .filter(
            ({ spec }) => (spec.dataPlaneRef || 'default') === metadata.name,
          )
          .flatMap(environment => inEnvironment(environment.metadata.name)),
      isDeclaredAnew,
    ),
  ]) {
    watch(controller, cache, ({ namespace = '' }) => inScope(namespace));
  }
  dataPlanes.onChange(object => {
    const key = releaseKeyOf(object);
    if (key) controller.queue.addAfter(key, gatherMs);
  });
  return controller;

  /** Objects of a Release name it; its pods name the component and the environment that it is of. */
  function releaseKeyOf({ metadata }: KubeObject): string | undefined {
    const uid = metadata.labels?.[labels.releaseUid];
    const [release] = uid
      ? releases.byIndex('uid', uid)
      : releases.byIndex('deployed', deployedValue(metadata.labels ?? {}));
    return release && inScope(release.metadata.namespace ?? '')
      ? keyOf(release)
      : undefined;
  }
}

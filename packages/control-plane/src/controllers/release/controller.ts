import {
  Controller,
  keyOf,
  type KubeObject,
  parseKey,
} from '@promenade/kube-client';
import {
  dataPlaneKind,
  dataPlaneLabels,
  environmentKind,
  labels,
  releaseKind,
  type DataPlane,
  type Release,
} from '@promenade/openchoreo-model';
import type { ControlPlaneContext } from '../../runtime/context';
import type { DataPlanes } from '../../dataplane/access/data-planes';
import {
  generationChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import {
  highPriorityRequest,
  watchKind,
} from '../../runtime/controller-definition';
import { ObjectCache } from '../../runtime/object-cache';
import { retryConflicts } from '../../runtime/api-conflicts';
import { releaseReconciler } from './reconcile';
import { restartSecretKeys } from '../../dataplane/apply/secret-versions';

/** What the Release controller is built from. */
export interface ReleaseControllerOptions
  extends Omit<ControlPlaneContext, 'read'> {
  readonly cache: ObjectCache;
  readonly dataPlanes: DataPlanes;
  /** How many Releases are worked on at a time. Default 16. */
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

/** The controller that keeps data planes as their Releases say. */
export function createReleaseController(
  options: ReleaseControllerOptions,
): Controller {
  const { cache, write, inScope, dataPlanes, clock, logger, metrics } = options;
  const reconcile = retryConflicts(releaseReconciler({ dataPlanes, clock }));
  const controller = new Controller({
    name: 'release',
    concurrency: options.concurrency ?? 16,
    reconcile: key => reconcile(parseKey(key), cache, write),
    logger,
    metrics,
    clock,
  });
  const releases = cache.informer(releaseKind);
  releases.addIndexers({
    uid: byUid,
    deployed: byDeployed,
    secret: restartSecretKeys,
  });
  const inEnvironment = (name: string) =>
    releases
      .list()
      .filter(({ spec }) => spec.environmentName === name)
      .map(({ metadata }) => metadata);

  const onDataPlane = ({ metadata }: DataPlane) =>
    cache
      .informer(environmentKind)
      .list()
      .filter(({ spec }) => (spec.dataPlaneRef || 'default') === metadata.name)
      .flatMap(environment => inEnvironment(environment.metadata.name));

  for (const watch of [
    watchKind(releaseKind, undefined, generationOrMetadataChanged),
    watchKind(
      environmentKind,
      ({ metadata }) => inEnvironment(metadata.name),
      generationOrMetadataChanged,
    ),
    watchKind(dataPlaneKind, onDataPlane, generationChanged),
  ]) {
    watch(controller, cache, ({ namespace = '' }) => inScope(namespace));
  }
  dataPlanes.onChange(object => {
    for (const release of concernedBy(object)) {
      if (inScope(release.metadata.namespace ?? '')) {
        controller.queue.addAfter(
          keyOf(release),
          gatherMs,
          highPriorityRequest,
        );
      }
    }
  });
  dataPlanes.onCredentialsChanged(key => {
    const dataPlane = cache.get(dataPlaneKind, key);
    const concerned = dataPlane ? onDataPlane(dataPlane) : [];
    for (const { namespace = '', name } of concerned) {
      if (inScope(namespace)) controller.queue.add(keyOf({ namespace, name }));
    }
  });
  return controller;

  /** Objects of a Release name it; its pods name the component and the environment that it is of; Secrets are named by it. */
  function concernedBy({ kind, metadata }: KubeObject): Release[] {
    const uid = metadata.labels?.[labels.releaseUid];
    if (uid) return releases.byIndex('uid', uid);
    return kind === 'Secret'
      ? releases.byIndex('secret', keyOf(metadata))
      : releases.byIndex('deployed', deployedValue(metadata.labels ?? {}));
  }
}

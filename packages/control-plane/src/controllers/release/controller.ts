import { keyOf, type KubeObject, parseKey } from '@promenade/kube-client';
import {
  dataPlaneKind,
  dataPlaneLabels,
  defaultTrack,
  environmentKind,
  isLocalCluster,
  labels,
  releaseKind,
  type DataPlane,
  type Release,
} from '@promenade/openchoreo-model';
import { componentLabels } from '../../core/effective-binding/target';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { defaultDataPlane, indexes } from '../../core/lookups/indexes';
import type { DataPlanes } from '../../dataplane/access/data-planes';
import { objectIdOf, objectIdText } from '../../dataplane/apply/object-id';
import { restartSecretKeys } from '../../dataplane/apply/secret-versions';
import { retryConflicts } from '../../runtime/api-conflicts';
import type { ControlPlaneContext } from '../../runtime/context';
import {
  highPriorityRequest,
  watchKind,
} from '../../runtime/controller-definition';
import { jsonAt } from '../../runtime/json';
import { ObjectCache, isValidObject } from '../../runtime/object-cache';
import { PartitionedController } from '../../runtime/partitioned-controller';
import {
  generationChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import { releaseReconciler } from './reconcile';

/** Options of {@link createReleaseController}. */
export interface ReleaseControllerOptions
  extends Omit<ControlPlaneContext, 'read'> {
  readonly cache: ObjectCache;
  readonly dataPlanes: DataPlanes;
  /** Maximum number of concurrent reconciles for each cluster. Default 16. */
  readonly concurrency?: number;
}

/** Delay that collects changes on a data plane into one request, in milliseconds: a roll-out updates its Deployment many times. */
const gatherMs = 50;

/** Index functions are compared by identity, so they are constants. */
const uidIndex = ({ metadata }: KubeObject) =>
  metadata.uid ? [metadata.uid] : [];

/** Returns an index function without values for malformed Releases. */
function indexValid(valuesOf: (release: Release) => string[]) {
  return (release: Release) =>
    isValidObject(release) ? valuesOf(release) : [];
}

const deployedComponentIndex = indexValid(({ metadata, spec }) => [
  deployedComponent(
    componentLabels({
      organization: metadata.namespace ?? '',
      project: spec.owner.projectName,
      component: spec.owner.componentName,
      track: metadata.labels?.[labels.deploymentTrack] ?? defaultTrack,
      environment: spec.environmentName,
    }),
  ),
]);

const secretIndex = indexValid(restartSecretKeys);

/** It runs for every update of a Release, so it does not validate the objects. */
const objectIndex = indexValid(({ spec }) =>
  (spec.resources ?? []).map(({ object }) => {
    const text = (...path: string[]) => {
      const value = jsonAt(object, ...path);
      return typeof value === 'string' ? value : '';
    };
    return objectIdText({
      apiVersion: text('apiVersion'),
      kind: text('kind'),
      namespace: text('metadata', 'namespace'),
      name: text('metadata', 'name'),
    });
  }),
);

/** Returns organization, environment, project and component from the labels of an object, as an index value. */
function deployedComponent(
  objectLabels: Readonly<Record<string, string>>,
): string {
  const { organizationName, environmentName, projectName, componentName } =
    dataPlaneLabels;
  return [organizationName, environmentName, projectName, componentName]
    .map(key => objectLabels[key] ?? '')
    .join('/');
}

/** Returns the controller that applies Releases to data planes. */
export function createReleaseController(
  options: ReleaseControllerOptions,
): PartitionedController {
  const { cache, write, inScope, dataPlanes, clock, logger, metrics } = options;
  const releases = cache.informer(releaseKind);
  releases.addIndexers({
    uid: uidIndex,
    deployed: deployedComponentIndex,
    object: objectIndex,
    secret: secretIndex,
  });
  const reconcile = retryConflicts({
    kind: releaseKind,
    reconcile: releaseReconciler({
      dataPlanes,
      clock,
      releaseExists: (uid, namespace) =>
        !inScope(namespace) || releases.byIndex('uid', uid).length > 0,
    }),
  });
  const controller = new PartitionedController({
    name: 'release',
    concurrency: options.concurrency ?? 16,
    partitionOf(text) {
      const key = parseKey(text);
      return partitionOf(
        cache.get(releaseKind, key) ?? cache.recoverDeleted(releaseKind, key),
      );
    },
    reconcile: key => reconcile(parseKey(key), cache, write),
    logger,
    metrics,
    clock,
  });
  const releasesInEnvironment = (name: string) =>
    cache
      .list(releaseKind)
      .filter(({ spec }) => spec.environmentName === name)
      .map(({ metadata }) => metadata);

  const releasesOnDataPlane = ({ metadata }: DataPlane) => [
    ...cache
      .list(environmentKind)
      .filter(
        ({ spec }) => (spec.dataPlaneRef || defaultDataPlane) === metadata.name,
      )
      .flatMap(environment => releasesInEnvironment(environment.metadata.name)),
    ...cache
      .byIndex(releaseKind, indexes.targetDataPlane, keyOf(metadata))
      .map(release => release.metadata),
  ];

  for (const watch of [
    watchKind(releaseKind, undefined, generationOrMetadataChanged),
    watchKind(
      environmentKind,
      ({ metadata }) => releasesInEnvironment(metadata.name),
      generationOrMetadataChanged,
    ),
    watchKind(dataPlaneKind, releasesOnDataPlane, generationChanged),
  ]) {
    watch(controller, cache, ({ namespace = '' }) => inScope(namespace));
  }
  dataPlanes.onChange(object => {
    for (const release of affectedReleases(object)) {
      if (inScope(release.metadata.namespace ?? '')) {
        controller.queue.addAfter(
          keyOf(release),
          gatherMs,
          highPriorityRequest,
        );
      }
    }
  });
  dataPlanes.onDataPlaneChange(key => {
    const dataPlane = cache.get(dataPlaneKind, key);
    const affected = dataPlane ? releasesOnDataPlane(dataPlane) : [];
    for (const { namespace = '', name } of affected) {
      if (inScope(namespace)) controller.queue.add(keyOf({ namespace, name }));
    }
  });
  return controller;

  /** Each cluster has a partition, so that one that does not respond delays only its own Releases. */
  function partitionOf(release: Release | undefined): string {
    const target = release?.status?.target;
    if (target) return target.apiServerURL ? keyOf(target.dataPlane) : '';
    const found =
      release &&
      findDataPlane(
        cache,
        release.metadata.namespace ?? '',
        release.spec.environmentName,
      );
    return !found || 'reason' in found || isLocalCluster(found.dataPlane)
      ? ''
      : keyOf(found.dataPlane.metadata);
  }

  /**
   * Maps an object to its Release and to Releases that declare the same object, a Secret to the workloads that restart with
   * it, and a pod to its component.
   */
  function affectedReleases(object: KubeObject): Release[] {
    const { kind, metadata } = object;
    const uid = metadata.labels?.[labels.releaseUid];
    if (uid) {
      return [
        ...releases.byIndex('uid', uid),
        ...releases.byIndex('object', objectIdText(objectIdOf(object))),
      ];
    }
    return kind === 'Secret'
      ? releases.byIndex('secret', keyOf(metadata))
      : releases.byIndex('deployed', deployedComponent(metadata.labels ?? {}));
  }
}

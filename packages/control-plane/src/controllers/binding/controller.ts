import { KubeObject } from '@promenade/kube-client';
import {
  DataPlane,
  apiClassKind,
  configurationGroupKind,
  dataPlaneKind,
  environmentKind,
  isConditionTrue,
  managedResourceKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { isolationChanged } from '../../core/isolation/isolation-changed';
import {
  BindingType,
  bindingTypes,
  classTypes,
} from '../../core/component-type/binding-types';
import {
  valueChanged,
  createdOrDeleted,
  generationChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import {
  ControllerDefinition,
  Watch,
  collectChanges,
  highPriorityRequest,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';
import {
  mapToSharedUsers,
  mapToReferencing,
} from '../../core/lookups/map-functions';
import { controllerOf } from '../../runtime/owner-reference';
import { listUsersOfShared } from '../../core/lookups/shared-resource';
import { Read } from '../../runtime/read';
import { Binding } from '../../core/binding/binding';
import { workloadsOf } from '../../core/binding/canary';
import {
  listConsumers,
  listConsumersOfProject,
  connectionDemandsChanged,
  listConnectionTargets,
} from './connection-watches';
import { bindingReconciler } from './reconcile';
import {
  releasesRouteKeys,
  waitingForRouteKeys,
} from '../../core/binding/route-owners';
import { indexes } from '../../core/lookups/indexes';

/** Deploys the bindings of one component type, and reconciles them when anything that their Releases are rendered from changes. */
export function bindingController(
  type: BindingType,
  dependencies: Parameters<typeof bindingReconciler>[1],
): ControllerDefinition {
  const { bindingKind } = type;
  return {
    name: bindingKind.kind.toLowerCase(),
    kind: bindingKind,
    concurrency: 8,
    watches: [
      watchKind(bindingKind, undefined, generationOrMetadataChanged),
      watchKind(
        releaseKind,
        mapMetadata((release: KubeObject) =>
          controllerOf(release)?.kind === bindingKind.kind ? [release] : [],
        ),
        undefined,
        highPriorityRequest,
      ),
      watchKind(
        releaseKind,
        waitingForRouteKeys(bindingKind),
        releasesRouteKeys,
      ),
      ...watchClass(type),
      watchKind(
        apiClassKind,
        mapToReferencing(bindingKind, indexes.apiClass),
        generationChanged,
      ),
      watchKind(
        configurationGroupKind,
        mapToReferencing(bindingKind, indexes.configurationGroup),
        generationChanged,
      ),
      watchKind(
        managedResourceKind,
        mapToReferencing(bindingKind, indexes.managedResource),
        generationChanged,
      ),
      watchKind(
        environmentKind,
        mapMetadata((environment: KubeObject, read: Read) =>
          listUsersOfShared(read, bindingKind, environment).filter(
            ({ spec }) => spec.environment === environment.metadata.name,
          ),
        ),
        generationChanged,
      ),
      watchKind(
        dataPlaneKind,
        mapToSharedUsers(bindingKind),
        change =>
          generationChanged(change) || valueChanged(change, isReachable),
      ),
      watchKind(
        projectKind,
        mapToReferencing(bindingKind, indexes.project),
        isolationChanged,
      ),
      watchKind(
        projectKind,
        listConsumersOfProject(bindingKind),
        isolationChanged,
      ),
      ...bindingTypes.flatMap(({ bindingKind: peerKind }) => [
        watchKind(
          peerKind,
          listConsumers(bindingKind),
          change =>
            createdOrDeleted(change) || valueChanged(change, peerFields),
        ),
        watchKind(
          peerKind,
          listConnectionTargets(bindingKind),
          connectionDemandsChanged,
          collectChanges,
        ),
      ]),
    ],
    reconcile: bindingReconciler(type, dependencies),
  };
}

/** Watches the classes of bindings that have one. A ComponentBinding has a copy of its component type. */
function watchClass(type: BindingType): Watch[] {
  const classType = classTypes.find(each => each === type);
  return classType
    ? [
        watchKind(
          classType.classKind,
          mapToReferencing(type.bindingKind, indexes.class),
          generationChanged,
        ),
      ]
    : [];
}

/** The part of a peer that the connections to it depend on. */
function peerFields({ spec, status }: Binding) {
  return [
    workloadsOf(spec).map(({ endpoints }) => endpoints ?? {}),
    status?.endpoints,
  ];
}

/** Bindings on an unreachable data plane have the state Unknown. */
function isReachable({ status }: DataPlane): boolean {
  return isConditionTrue(status?.conditions, 'Reachable');
}

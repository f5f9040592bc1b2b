import {
  APIBinding,
  Release,
  apiBindingKind,
  apiClassKind,
  apiKind,
  dataPlaneKind,
  environmentKind,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Clock, KubeObject } from '@promenade/kube-client';
import { Binding } from '../../core/binding/binding';
import {
  releasesRouteKeys,
  waitingForRouteKeys,
} from '../../core/binding/route-owners';
import { isolationChanged } from '../../core/isolation/isolation-changed';
import { bindingTypes } from '../../core/component-type/binding-types';
import {
  generationChanged,
  generationOrMetadataChanged,
  valueChanged,
} from '../../runtime/predicates';
import {
  ControllerDefinition,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';
import { indexes, componentIndexValue } from '../../core/lookups/indexes';
import {
  mapToController,
  mapToSharedUsers,
  mapToReferencing,
} from '../../core/lookups/map-functions';
import { Read } from '../../runtime/read';
import { listUsersOfShared } from '../../core/lookups/shared-resource';
import { apiBindingReconciler } from './reconcile';

const bindingsOfAPI = mapToReferencing(apiBindingKind, indexes.api);
const apisOfProject = mapToReferencing(apiKind, indexes.project);

/** Map function from a Release to the APIBinding of the same name, which must rename its Release if a component took the name. */
function apiBindingOfSameName({ metadata }: Release, read: Read): APIBinding[] {
  const binding = read.get(apiBindingKind, metadata);
  return binding ? [binding] : [];
}

/** Deploys APIBindings, and reconciles them when anything that their routes are rendered from changes. */
export function apiBindingController(dependencies: {
  clock: Clock;
}): ControllerDefinition {
  return {
    name: 'apibinding',
    kind: apiBindingKind,
    concurrency: 4,
    watches: [
      watchKind(apiBindingKind),
      watchKind(releaseKind, mapToController(apiBindingKind)),
      watchKind(releaseKind, apiBindingOfSameName, generationOrMetadataChanged),
      watchKind(
        releaseKind,
        waitingForRouteKeys(apiBindingKind),
        releasesRouteKeys,
      ),
      watchKind(apiKind, bindingsOfAPI, generationChanged),
      watchKind(
        apiClassKind,
        mapToReferencing(apiBindingKind, indexes.apiClass),
        generationChanged,
      ),
      watchKind(
        environmentKind,
        mapMetadata((environment: KubeObject, read: Read) =>
          listUsersOfShared(read, apiBindingKind, environment).filter(
            ({ spec }) => spec.environmentName === environment.metadata.name,
          ),
        ),
        generationChanged,
      ),
      watchKind(
        dataPlaneKind,
        mapToSharedUsers(apiBindingKind),
        generationChanged,
      ),
      watchKind(
        projectKind,
        mapMetadata((project: KubeObject, read: Read) =>
          apisOfProject(project, read).flatMap(api => bindingsOfAPI(api, read)),
        ),
        isolationChanged,
      ),
      ...bindingTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          ({ metadata: { namespace = '' }, spec: { owner } }, read) =>
            read
              .byIndex(
                apiKind,
                indexes.component,
                componentIndexValue(namespace, owner),
              )
              .flatMap(api => bindingsOfAPI(api, read)),
          change =>
            generationChanged(change) || valueChanged(change, canaryStatusOf),
        ),
      ),
    ],
    reconcile: apiBindingReconciler(dependencies),
  };
}

/** The status of a canary changes when it is deployed or left out, so that routes can lead to it or not. */
function canaryStatusOf({ status }: Binding) {
  return status?.canary;
}

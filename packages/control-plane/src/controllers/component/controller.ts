import {
  Build,
  Condition,
  KubernetesObject,
  ProjectComponentOwner,
  apiKind,
  buildKind,
  componentKind,
  deploymentPipelineKind,
  getCondition,
  gitCommitRequestKind,
  projectKind,
} from '@promenade/openchoreo-model';
import {
  bindingTypes,
  classTypes,
} from '../../core/component-type/binding-types';
import {
  valueChanged,
  generationChanged,
  generationOrReadyChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import {
  ControllerDefinition,
  highPriorityRequest,
  watchKind,
} from '../../runtime/controller-definition';
import {
  mapToController,
  mapToReferencing,
  mapToProjectsOfPipeline,
} from '../../core/lookups/map-functions';
import { watchOwnedDeletions } from '../../core/lookups/owned-kinds';
import { TypedResource } from '../../runtime/read';
import { componentReconciler } from './reconcile';
import { watchReleases } from './release-watches';
import { indexes } from '../../core/lookups/indexes';

/** The part of Services, bindings and APIs that the status of their component depends on. */
type Owned = KubernetesObject & {
  spec: { owner: ProjectComponentOwner };
  status?: { conditions?: Condition[]; trouble?: string };
};

const deployedKinds: readonly TypedResource<Owned>[] = [
  ...classTypes.map(({ resourceKind }) => resourceKind),
  ...bindingTypes.map(({ bindingKind }) => bindingKind),
  apiKind,
];

/** Reports the status of components and cleans up deleted ones. */
export function componentController(
  dependencies: Parameters<typeof componentReconciler>[0],
): ControllerDefinition {
  return {
    name: 'component',
    kind: componentKind,
    concurrency: 2,
    watches: [
      watchKind(componentKind, undefined, generationOrMetadataChanged),
      watchKind(
        projectKind,
        mapToReferencing(componentKind, indexes.project),
        generationChanged,
      ),
      watchKind(
        deploymentPipelineKind,
        mapToProjectsOfPipeline(componentKind),
        generationChanged,
      ),
      ...deployedKinds.map(kind =>
        watchKind(
          kind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.componentName },
          ],
          change =>
            generationOrReadyChanged(change) || valueChanged(change, troubleOf),
          highPriorityRequest,
        ),
      ),
      watchKind(
        buildKind,
        ({ metadata: { namespace }, spec: { owner } }) => [
          { namespace, name: owner.componentName },
        ],
        change => valueChanged(change, readyReasonOf),
      ),
      watchKind(gitCommitRequestKind, mapToController(componentKind)),
      ...watchReleases(),
      ...watchOwnedDeletions('component'),
    ],
    reconcile: componentReconciler(dependencies),
  };
}

function readyReasonOf({ status }: Build): string | undefined {
  return getCondition(status?.conditions, 'Ready')?.reason;
}

function troubleOf({ status }: Owned): string | undefined {
  return status?.trouble;
}

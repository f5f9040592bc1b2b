import {
  Condition,
  KubernetesObject,
  ProjectComponentOwner,
  apiKind,
  componentKind,
  deploymentPipelineKind,
  projectKind,
} from '@promenade/openchoreo-model';
import { componentTypes } from '../../core/component-type/component-types';
import {
  alters,
  isDeclaredAnew,
  isDeclaredOrReadyAnew,
  isMoreThanStatus,
} from '../../runtime/changes';
import {
  ControllerDefinition,
  underWay,
  watching,
} from '../../runtime/controller-definition';
import { namedIn, promotedAlong } from '../../core/lookups/keys-of';
import { watchingMembersGo } from '../../core/lookups/members';
import { TypedResource } from '../../runtime/read';
import { componentReconciler } from './reconcile';
import { indexes } from '../../core/lookups/indexes';

/** What Services, bindings and APIs tell a component. */
type Owned = KubernetesObject & {
  spec: { owner: ProjectComponentOwner };
  status?: { conditions?: Condition[]; trouble?: string };
};

const deployedKinds: readonly TypedResource<Owned>[] = [
  ...componentTypes.flatMap(type => [type.deployableKind, type.bindingKind]),
  apiKind,
];

/** Reports on components, and cleans up after them. */
export function componentController(
  dependencies: Parameters<typeof componentReconciler>[0],
): ControllerDefinition {
  return {
    name: 'component',
    kind: componentKind,
    concurrency: 2,
    watches: [
      watching(componentKind, undefined, isMoreThanStatus),
      watching(
        projectKind,
        namedIn(componentKind, indexes.project),
        isDeclaredAnew,
      ),
      watching(
        deploymentPipelineKind,
        promotedAlong(componentKind),
        isDeclaredAnew,
      ),
      ...deployedKinds.map(kind =>
        watching(
          kind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.componentName },
          ],
          change => isDeclaredOrReadyAnew(change) || alters(change, troubleOf),
          underWay,
        ),
      ),
      ...watchingMembersGo('component'),
    ],
    reconcile: componentReconciler(dependencies),
  };
}

function troubleOf({ status }: Owned): string | undefined {
  return status?.trouble;
}

import {
  Condition,
  KubernetesObject,
  ProjectComponentOwner,
  componentKind,
  kinds,
  parentsOf,
  projectKind,
} from '@promenade/openchoreo-model';
import { componentTypes } from '../component-type/component-types';
import { comesOrGoes, goes, isDeclaredOrReadyAnew } from '../runtime/changes';
import {
  ControllerDefinition,
  watching,
} from '../runtime/controller-definition';
import { inNamespace } from '../runtime/indexes';
import { TypedResource } from '../runtime/read';
import { componentReconciler } from './reconcile';

/** What Services and bindings, and their like, tell a component. */
type Owned = KubernetesObject & {
  spec: { owner: ProjectComponentOwner };
  status?: { conditions?: Condition[] };
};

/** Reports on components, and cleans up after them. */
export function componentController(
  dependencies: Parameters<typeof componentReconciler>[0],
): ControllerDefinition {
  return {
    name: 'component',
    kind: componentKind,
    concurrency: 4,
    watches: [
      watching(componentKind),
      watching(
        projectKind,
        ({ metadata: { namespace = '', name } }, read) =>
          read.byIndex(componentKind, 'project', inNamespace(namespace, name)),
        comesOrGoes,
      ),
      ...componentTypes
        .flatMap((type): TypedResource<Owned>[] => [
          type.deployableKind,
          type.bindingKind,
        ])
        .map(kind =>
          watching(
            kind,
            ({ metadata: { namespace }, spec: { owner } }) => [
              { namespace, name: owner.componentName },
            ],
            isDeclaredOrReadyAnew,
          ),
        ),
      ...kinds
        .filter(({ owner }) => owner.component)
        .map(kind =>
          watching(
            kind,
            object => {
              const { organization, component } = parentsOf(kind, object);
              return component
                ? [{ namespace: organization, name: component }]
                : [];
            },
            goes,
          ),
        ),
    ],
    reconcile: componentReconciler(dependencies),
  };
}

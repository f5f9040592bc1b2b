import { KubeObject } from '@promenade/kube-client';
import {
  Component,
  clusterComponentTypeKind,
  clusterTraitKind,
  componentKind,
  componentTypeKind,
  deploymentTrackKind,
  environmentKind,
  traitKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { definitionIndexValue, indexes } from '../../core/lookups/indexes';
import { listUsersOfShared } from '../../core/lookups/shared-resource';
import {
  Watch,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';
import {
  createdOrDeleted,
  generationChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import { Read } from '../../runtime/read';

const typeKinds = [componentTypeKind, clusterComponentTypeKind];
const definitionKinds = [...typeKinds, traitKind, clusterTraitKind];

/**
 * Watches what the release of a component with a component type consists of: the type, its traits and the Workload; and the
 * environments that it may be deployed to.
 */
export function watchReleases(): Watch[] {
  return [
    ...definitionKinds.map(kind =>
      watchKind<KubeObject>(kind, mapMetadata(listUsers), generationChanged),
    ),
    watchKind(
      workloadKind,
      ({ metadata: { namespace }, spec: { owner } }, read) => {
        const key = { namespace, name: owner.componentName };
        const component = read.get(componentKind, key);
        return component && hasType(component) ? [component] : [];
      },
      generationChanged,
    ),
    watchKind(
      deploymentTrackKind,
      ({ metadata: { namespace }, spec: { owner } }, read) => {
        const component =
          owner &&
          read.get(componentKind, { namespace, name: owner.componentName });
        return component && hasType(component) ? [component] : [];
      },
      generationOrMetadataChanged,
    ),
    watchKind(
      environmentKind,
      mapMetadata((environment: KubeObject, read: Read) =>
        listUsersOfShared(read, componentKind, environment).filter(hasType),
      ),
      createdOrDeleted,
    ),
  ];
}

function hasType({ spec }: Component): boolean {
  return spec.componentType !== undefined;
}

/** The components that use a type or trait, themselves or by their type. */
function listUsers(definition: KubeObject, read: Read): Component[] {
  const value = definitionIndexValue(definition);
  const types = typeKinds.flatMap(kind =>
    read.byIndex<KubeObject>(kind, indexes.definition, value),
  );
  return [definition, ...types].flatMap(each =>
    read.byIndex(componentKind, indexes.definition, definitionIndexValue(each)),
  );
}

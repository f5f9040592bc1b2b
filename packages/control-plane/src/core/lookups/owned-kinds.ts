import {
  KubernetesObject,
  KindDefinition,
  kinds,
  parentsOf,
} from '@promenade/openchoreo-model';
import { deleted } from '../../runtime/predicates';
import {
  Watch,
  collectChanges,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';

/** The kinds whose objects have a project or a component as their owner and are deleted with it. */
export function kindsOwnedBy(
  parent: 'project' | 'component',
): KindDefinition<KubernetesObject>[] {
  return kinds.filter(({ owner, isRecord }) => owner[parent] && !isRecord);
}

/** Reconciles a project or component when an object that it owns is deleted, which its own deletion may wait for. */
export function watchOwnedDeletions(parent: 'project' | 'component'): Watch[] {
  return kindsOwnedBy(parent).map(kind =>
    watchKind(
      kind,
      // Parents are also found in the labels of malformed objects.
      mapMetadata((object: KubernetesObject) => {
        const { organization, [parent]: name } = parentsOf(kind, object);
        return name ? [{ namespace: organization, name }] : [];
      }),
      deleted,
      collectChanges,
    ),
  );
}

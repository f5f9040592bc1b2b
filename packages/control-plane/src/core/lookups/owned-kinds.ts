import {
  KubernetesObject,
  KindDefinition,
  kinds,
  parentsOf,
} from '@promenade/openchoreo-model';
import { deleted } from '../../runtime/predicates';
import { Watch, watchKind } from '../../runtime/controller-definition';

/** The kinds whose objects name what they belong to, be it a project or a component. */
export function kindsOwnedBy(
  parent: 'project' | 'component',
): KindDefinition<KubernetesObject>[] {
  return kinds.filter(({ owner }) => owner[parent]);
}

/** Looks at a project or a component again when anything goes that names it as its own: it may be what the deletion waits for. */
export function watchOwnedDeletions(parent: 'project' | 'component'): Watch[] {
  return kindsOwnedBy(parent).map(kind =>
    watchKind(
      kind,
      object => {
        const { organization, [parent]: name } = parentsOf(kind, object);
        return name ? [{ namespace: organization, name }] : [];
      },
      deleted,
    ),
  );
}

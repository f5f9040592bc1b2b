import {
  KubernetesObject,
  KindDefinition,
  kinds,
  parentsOf,
} from '@promenade/openchoreo-model';
import { goes } from '../../runtime/changes';
import { Watch, watching } from '../../runtime/controller-definition';

/** The kinds whose objects name what they belong to, be it a project or a component. */
export function memberKinds(
  parent: 'project' | 'component',
): KindDefinition<KubernetesObject>[] {
  return kinds.filter(({ owner }) => owner[parent]);
}

/** Looks at a project or a component again when anything goes that names it as its own: it may be what the deletion waits for. */
export function watchingMembersGo(parent: 'project' | 'component'): Watch[] {
  return memberKinds(parent).map(kind =>
    watching(
      kind,
      object => {
        const { organization, [parent]: name } = parentsOf(kind, object);
        return name ? [{ namespace: organization, name }] : [];
      },
      goes,
    ),
  );
}

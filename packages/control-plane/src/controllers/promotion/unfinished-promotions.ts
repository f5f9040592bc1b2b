import { KubeObject } from '@promenade/kube-client';
import {
  ProjectComponentOwner,
  Promotion,
  isFinishedPromotion,
  promotionKind,
} from '@promenade/openchoreo-model';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { mapToReferencing } from '../../core/lookups/map-functions';
import { Read } from '../../runtime/read';

/** The unfinished promotions of a component. */
function listUnfinished(
  namespace = '',
  owner: ProjectComponentOwner,
  read: Read,
): Promotion[] {
  return read.byIndex(
    promotionKind,
    indexes.unfinished,
    componentIndexValue(namespace, owner),
  );
}

/** Maps an object of a component, such as a binding, to the unfinished promotions of the component. */
export function mapToUnfinished(
  { metadata, spec }: KubeObject & { spec: { owner?: ProjectComponentOwner } },
  read: Read,
): Promotion[] {
  return spec.owner ? listUnfinished(metadata.namespace, spec.owner, read) : [];
}

/** Maps a Component to its unfinished promotions. */
export function mapComponentToUnfinished(
  { metadata, spec }: KubeObject & { spec: { owner: { projectName: string } } },
  read: Read,
): Promotion[] {
  const { projectName } = spec.owner;
  const owner = { projectName, componentName: metadata.name };
  return listUnfinished(metadata.namespace, owner, read);
}

const promotionsOf = mapToReferencing(promotionKind, indexes.project);

/** Maps a project to its unfinished promotions. */
export function mapProjectToUnfinished(
  project: KubeObject,
  read: Read,
): Promotion[] {
  return promotionsOf(project, read).filter(
    promotion => !isFinishedPromotion(promotion),
  );
}

/** Lists the unfinished promotions in the namespace of an object. */
export function listUnfinishedIn(
  { metadata }: KubeObject,
  read: Read,
): Promotion[] {
  return read
    .byIndex(promotionKind, indexes.namespace, metadata.namespace ?? '')
    .filter(promotion => !isFinishedPromotion(promotion));
}

import { promotionKind } from '@promenade/openchoreo-model';
import type {
  ResourceObject,
  ResourceReader,
} from '../../cache/ResourceReader';
import { kinds } from '../kinds';

/**
 * What the control plane deletes with a component or a project: everything that belongs to it now, except for its promotions, which
 * are the record.
 *
 * @param value - from `indexValue`
 */
export function ownedObjects(
  cache: ResourceReader,
  index: 'component' | 'project',
  value: string,
): ResourceObject[] {
  return kinds
    .filter(({ kind }) => kind !== promotionKind.kind)
    .flatMap(kind => cache.byIndex(kind, index, value));
}

import { KubeObject } from '../objects/KubeObject';

/**
 * A change, as a watch tells it. Errors inside the stream are thrown, not told.
 *
 * @public
 */
export interface WatchEvent<T extends KubeObject> {
  /** BOOKMARK carries nothing but a resource version (and, once, the end of the initial events). */
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: T;
}

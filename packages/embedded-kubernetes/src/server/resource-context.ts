import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';

/** What handling a resource needs of the server. */
export interface ResourceContext {
  lifecycle: ObjectLifecycle;
  /** Aborted when watches of this resource have to end. */
  watchSignal(resourceName: string): AbortSignal;
}

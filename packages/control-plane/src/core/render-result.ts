import type { EndpointStatus } from '@promenade/openchoreo-model';
import type { ReleaseResource } from './manifest';
import type { Problem } from './problem';

/** What a binding comes to. The same input gives the same bytes. */
export interface RenderResult {
  /** `spec.resources` of its Release. */
  readonly resources: ReleaseResource[];
  /** `status.endpoints` of the binding. */
  readonly endpoints: EndpointStatus[];
  /**
   * What a person has to look at. With an error among them the resources are
   * not all that was asked for: a Release that there is already should stay as it is.
   */
  readonly problems: Problem[];
}

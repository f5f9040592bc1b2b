import type { EndpointStatus } from '@promenade/openchoreo-model';
import type { ReleaseResource } from './manifest';
import type { Problem } from './problem';

/** Result of rendering a binding. Equal input gives equal bytes. */
export interface RenderResult {
  /** `spec.resources` of its Release. */
  readonly resources: ReleaseResource[];
  /** `status.endpoints` of the binding. */
  readonly endpoints: EndpointStatus[];
  /** With an error among them, some resources are missing: an existing Release should not be replaced. */
  readonly problems: Problem[];
}

import type {
  ComponentRef,
  PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  EnvironmentOverrides,
  ReleaseContents,
} from './ComponentSnapshot';

/**
 * The promotions that a history is about. Without a component those of all components, also of components that were deleted.
 *
 * @public
 */
export interface PromotionScope {
  organization: string;
  project?: string;
  /** Needs a project. */
  component?: string;
  /** Only promotions to this environment. */
  environment?: string;
}

/**
 * A release that is kept, with its contents.
 *
 * @public
 */
export interface ReleaseDetails {
  /** Name of the artifact. */
  name: string;
  hash: string;
  /** Image tag. */
  version?: string;
  contents: ReleaseContents;
}

/**
 * A release that an environment runs or has run.
 *
 * @public
 */
export interface Revision {
  /** Name of the artifact. */
  artifact: string;
  /** Undefined when it is not kept any more. */
  release?: ReleaseDetails;
  /** ISO 8601 times at which the environment began and ceased to run it. */
  since?: string;
  until?: string;
  /** Entity ref of the requester. */
  by?: string;
  /** Name of the promotion that brought it. */
  promotion?: string;
  isCurrent: boolean;
  /** The overrides that the environment had then. Undefined when they are not known. */
  overrides?: EnvironmentOverrides;
}

/**
 * A promotion in a list.
 *
 * @public
 */
export interface ListedPromotion {
  cursor: string;
  /** ISO 8601 time. */
  requestedAt: string;
  promotion: PromotionRecord;
}

/**
 * The promotions of the platform. Reads are lookups in indexes: their cost does not depend on the length of the history.
 *
 * @public
 */
export interface PromotionSource {
  get(ref: ComponentRef, name: string): PromotionRecord | undefined;
  /** The promotion of a name, of any component of the organization. */
  find(organization: string, name: string): PromotionRecord | undefined;
  /**
   * The promotions of a scope, the newest first.
   *
   * @param after - only promotions that come after this cursor
   */
  list(scope: PromotionScope, after?: string): Iterable<ListedPromotion>;
  /** The promotions of all organizations that await approval, in no particular order. */
  awaitingApproval(): PromotionRecord[];
  /** The release that a promotion brings, and the one that it replaces or has replaced. */
  releases(
    ref: ComponentRef,
    name: string,
  ): { before?: ReleaseDetails; after?: ReleaseDetails };
  /** The releases of an environment, the newest first. */
  revisions(
    ref: ComponentRef,
    environment: string,
    limit: number,
  ): readonly Revision[];
}

/** The promotions of a platform that has none. */
export const noPromotions: PromotionSource = {
  get: () => undefined,
  find: () => undefined,
  list: () => [],
  awaitingApproval: () => [],
  releases: () => ({}),
  revisions: () => [],
};

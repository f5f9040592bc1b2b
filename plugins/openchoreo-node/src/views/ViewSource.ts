import type {
  ComponentRef,
  ProjectPromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { FreshnessReport } from '../cache/Freshness';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { OrganizationSnapshot } from '../domain/OrganizationSnapshot';
import type { OverviewSource } from '../domain/OverviewSource';
import type { ProjectMigration } from '../domain/PortableProject';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import type { PromotionSource } from '../domain/PromotionSource';

/**
 * Where the views read from.
 *
 * @public
 */
export interface ViewSource {
  /** The current state of a component. Undefined when it does not exist. */
  snapshot(ref: ComponentRef, now: Date): ComponentSnapshot | undefined;
  /** What the components of an organization may use. Undefined when it does not exist. */
  organization(name: string): OrganizationSnapshot | undefined;
  /** The projects of a scope, in no particular order. */
  projects(scope: ProjectScope): readonly ProjectSnapshot[];
  /**
   * What a project becomes in a newer generation. Undefined when it does not exist. Absent where projects are not moved.
   *
   * @throws NotImplementedError where there is none
   */
  migrateProject?(ref: Required<ProjectScope>): ProjectMigration | undefined;
  /** Whether what it has of an organization is current. */
  freshness(organization: string): FreshnessReport;
  /** @throws ServiceUnavailableError with the missing right, when promotions cannot be read */
  readonly promotions: PromotionSource;
  /** The promotion of a project. Absent where projects are not promoted as a whole. */
  projectPromotion?(
    organization: string,
    name: string,
  ): ProjectPromotionView | undefined;
  /** @throws ServiceUnavailableError with the missing right, when deployments cannot be read */
  readonly overviews: OverviewSource;
}

/** What an overview is made from. */
export interface OverviewContext {
  source: ViewSource;
  now: Date;
}

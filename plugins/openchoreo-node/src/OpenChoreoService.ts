import type {
  ComponentRef,
  ProjectPromotionView,
  PromotionView,
  VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { AuditLog } from './audit/AuditLog';
import type { CatalogUnitSource } from './adapter/CatalogUnitSource';
import type { PlatformCache } from './adapter/PlatformCache';
import type { DeletableRef } from './domain/DeletableRef';
import type { BuildSource } from './domain/BuildSource';
import type { BuildSnapshot } from './domain/BuildSnapshot';
import type { CatalogSync } from './domain/CatalogSync';
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from './domain/WorkloadDescriptor';
import type { RestApiSource } from './domain/RestApiSource';
import type { BuildLogReader } from './runtime/BuildLogReader';
import type { DataPlaneReader } from './runtime/DataPlaneReader';
import type { MetricsReader } from './metrics/MetricsReader';
import type { RuntimeReader } from './runtime/RuntimeReader';
import type { Verbs } from './verbs/Verb';
import type { ReadyOptions, WaitOptions } from './verbs/waitFor';
import type { StateVerdict } from './views/deploymentState';
import type { OpenChoreoViews } from './views/OpenChoreoViews';

/**
 * One OpenChoreo platform, for backend plugins.
 *
 * @public
 */
export interface OpenChoreoService {
  /** The resources, kept current by a watch that all plugins of the process share. */
  readonly cache: PlatformCache;
  readonly views: OpenChoreoViews;
  readonly runtime: RuntimeReader;
  readonly buildLogs: BuildLogReader;
  readonly dataPlanes: DataPlaneReader;
  readonly metrics: MetricsReader;
  readonly catalogUnits: CatalogUnitSource;
  readonly catalogSync: CatalogSync;
  readonly auditLog: AuditLog;
  readonly verbs: Verbs;
  /** The source code of all components that are built, in no particular order. */
  buildSources(): readonly BuildSource[];
  /** The resources as the REST API of OpenChoreo v0.3.2 reports them. */
  readonly restApi: RestApiSource;
  /** The verbs that at least one adapter implements. The doors are derived from them. */
  readonly verbDeclarations: readonly VerbDeclaration[];
  /**
   * Writes the workload descriptor of a component that is to be created.
   *
   * @throws NotImplementedError where the platform has none
   */
  workloadDescriptor(component: DescribedComponent): WorkloadDescriptor;
  /**
   * Waits until a component is ready in an environment.
   *
   * @throws ConflictError with the reason when the component stays failed
   */
  waitForReady(
    component: ComponentRef,
    environment: string,
    options?: ReadyOptions,
  ): Promise<StateVerdict>;
  /**
   * Waits until a promotion has succeeded.
   *
   * @throws ConflictError with the reason when it failed, NotFoundError when it was deleted
   */
  waitForPromotion(
    component: ComponentRef,
    name: string,
    options?: WaitOptions<PromotionView | undefined>,
  ): Promise<PromotionView | undefined>;
  /**
   * Waits until the promotion of a project has succeeded.
   *
   * @throws ConflictError with the reason when it failed, NotFoundError when it was deleted
   */
  waitForProjectPromotion(
    organization: string,
    name: string,
    options?: WaitOptions<ProjectPromotionView | undefined>,
  ): Promise<ProjectPromotionView | undefined>;
  /**
   * Waits until a component or a project does not exist any more. The progress is what is left of it: the environments of a
   * component, or the components of a project.
   */
  waitForDeletion(
    ref: DeletableRef,
    options?: WaitOptions<readonly string[] | undefined>,
  ): Promise<void>;
  /**
   * Waits until a build has succeeded.
   *
   * @throws ConflictError with the reason when it failed, NotFoundError when it was deleted
   */
  waitForBuild(
    component: ComponentRef,
    name: string,
    options?: WaitOptions<BuildSnapshot | undefined>,
  ): Promise<BuildSnapshot | undefined>;
}

import type {
  ComponentRef,
  ProjectPromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ResourceChange,
  ResourceKind,
  ResourceReader,
} from '../cache/ResourceReader';
import type {
  DataPlaneSnapshot,
  RuntimeSnapshot,
} from '../domain/RuntimeSnapshot';
import type { DeletableRef } from '../domain/DeletableRef';
import type { BuildPods } from '../domain/BuildPods';
import type { BuildSource } from '../domain/BuildSource';
import type { BuildSnapshot } from '../domain/BuildSnapshot';
import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitType,
  SharedResourceRef,
} from '../domain/CatalogUnit';
import type {
  Capability,
  ComponentSnapshot,
} from '../domain/ComponentSnapshot';
import type { OverviewSource } from '../domain/OverviewSource';
import type { OrganizationSnapshot } from '../domain/OrganizationSnapshot';
import type { MigrationStep, PortableProject } from '../domain/PortableProject';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import type { PromotionSource } from '../domain/PromotionSource';
import type { RestApiSource } from '../domain/RestApiSource';
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from '../domain/WorkloadDescriptor';
import type { Verb } from '../verbs/Verb';

/**
 * The kinds that a capability reads. The Kubernetes account of the backend may lack the right to read some of them.
 *
 * @public
 */
export interface CapabilityKinds {
  /** The capability is not available unless all of these can be read. */
  readonly required: readonly ResourceKind[];
  /** The capability shows less while one of these cannot be read. */
  readonly optional: readonly ResourceKind[];
}

/**
 * Reads one generation of OpenChoreo, such as the classes and bindings of v0.3.2. Everything outside of an adapter's folder
 * works with neutral domain types only.
 *
 * @public
 */
export interface PlatformAdapter {
  /** Name of the generation, such as `class-binding`. */
  readonly generation: string;
  /** The kinds that the cache holds for the adapter. */
  readonly kinds: readonly ResourceKind[];
  /** The definition of a kind that verbs write, also of one that the cache does not hold. */
  kindOf(apiVersion: string, kind: string): ResourceKind | undefined;
  /** Those of `kinds` that every API of the generation serves. An API that does not serve them is of another generation. */
  readonly requiredKinds: readonly ResourceKind[];
  /** Those of `kinds` whose spec a verb changes on the condition that it is still the one that the caller saw. */
  readonly versionedKinds: readonly ResourceKind[];
  /**
   * Whether an organization says that it is of this generation. That decides which one it is of on a cluster that serves the kinds
   * of several. None does by default.
   */
  claims?(reader: ResourceReader, organization: string): boolean;
  /** The kinds that each capability reads. A capability that is absent is not offered. */
  readonly capabilities: Readonly<Partial<Record<Capability, CapabilityKinds>>>;
  /** The state of a component. Undefined when the component does not exist. */
  snapshot(
    reader: ResourceReader,
    ref: ComponentRef,
    now: Date,
  ): ComponentSnapshot | undefined;
  /** What a component consists of in an environment. Undefined when there is no such environment. */
  runtime?(
    reader: ResourceReader,
    ref: ComponentRef,
    environment: string,
  ): RuntimeSnapshot | undefined;
  /** A data plane and its cluster. Undefined when it does not exist. Absent where the generation has no data planes. */
  dataPlane?(
    reader: ResourceReader,
    ref: SharedResourceRef,
  ): DataPlaneSnapshot | undefined;
  /** The state of a build of a component. Absent where the generation has no builds. */
  build?(
    reader: ResourceReader,
    ref: ComponentRef,
    name: string,
  ): BuildSnapshot | undefined;
  /** Where the pods of a build are. Undefined when the component has no build of that name. Absent where they cannot be reached. */
  buildPods?(
    reader: ResourceReader,
    ref: ComponentRef,
    name: string,
  ): BuildPods | undefined;
  /** The source code of all components that are built. Absent where the generation has no builds. */
  buildSources?(reader: ResourceReader): readonly BuildSource[];
  /** Writes the workload descriptor of a component that is to be created. Absent where the generation has none. */
  workloadDescriptor?(component: DescribedComponent): WorkloadDescriptor;
  /** What the components of an organization may use. Undefined when it does not exist. */
  organization?(
    reader: ResourceReader,
    name: string,
  ): OrganizationSnapshot | undefined;
  /** The projects of a scope, in no particular order. Absent where the generation has no projects. */
  projects?(reader: ResourceReader, scope: ProjectScope): ProjectSnapshot[];
  /** What the pages of organizations, projects, environments, planes and pipelines show. Absent where the generation has none. */
  overviews?(reader: ResourceReader): OverviewSource;
  /**
   * What is left of a component or a project, also while it is being deleted: the environments of a component, the components of
   * a project. Undefined when it does not exist.
   */
  leftOf(
    reader: ResourceReader,
    ref: DeletableRef,
  ): readonly string[] | undefined;
  readonly catalogUnits: CatalogUnits;
  /** Absent where the generation has no promotions. */
  promotions?(reader: ResourceReader): PromotionSource;
  /** The promotion of the components of a project. Absent where the generation has none. */
  projectPromotion?(
    reader: ResourceReader,
    organization: string,
    name: string,
  ): ProjectPromotionView | undefined;
  /** A project with all that it needs, for another generation. Undefined when it does not exist. Absent where nothing is moved from. */
  portableProject?(
    reader: ResourceReader,
    ref: Required<ProjectScope>,
  ): PortableProject | undefined;
  /** What a project of another generation becomes in this one. Absent where nothing is moved to. */
  migrateProject?(project: PortableProject): readonly MigrationStep[];
  /** The resources as the REST API of OpenChoreo v0.3.2 reports them. Absent where the generation is another one. */
  restApi?(reader: ResourceReader): RestApiSource;
  readonly verbs: readonly Verb[];
}

/**
 * How an adapter turns resources into units of the catalog.
 *
 * @public
 */
export interface CatalogUnits {
  /**
   * For each type the kind of its resources, and all kinds that must have been read before its units are complete. A type that
   * is absent has no units.
   */
  readonly types: Readonly<
    Partial<
      Record<
        CatalogUnitType,
        { kind: ResourceKind; needs: readonly ResourceKind[] }
      >
    >
  >;
  /** The units of a type that exist now. */
  list(reader: ResourceReader, type: CatalogUnitType): CatalogUnitKey[];
  /** A unit. Undefined when its resource does not exist or is being deleted. */
  get(reader: ResourceReader, key: CatalogUnitKey): CatalogUnit | undefined;
  /** The units that may differ after a change. */
  affectedBy(reader: ResourceReader, change: ResourceChange): CatalogUnitKey[];
}

/**
 * Adapters in the order in which they are tried; at least one.
 *
 * @public
 */
export type PlatformAdapters = readonly [PlatformAdapter, ...PlatformAdapter[]];

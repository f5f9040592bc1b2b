import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { BuildSource } from '../domain/BuildSource';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from '../domain/WorkloadDescriptor';
import type { RestApiSource } from '../domain/RestApiSource';
import type { Verbs } from '../verbs/Verb';
import type { WaitSource } from '../verbs/waitFor';
import type { ViewSource } from '../views/ViewSource';
import type { BuildPodSource } from '../runtime/BuildLogReader';
import type { DataPlaneSource } from '../runtime/DataPlaneReader';
import type { RuntimeSource } from '../runtime/RuntimeTarget';
import type { CatalogUnitSource } from './CatalogUnitSource';
import type { PlatformCache } from './PlatformCache';

/** What the service is made from: one control plane, or several that look like one. Its organizations have the names of Backstage. */
export interface OpenChoreoPlatform
  extends PlatformCache,
    RuntimeSource,
    DataPlaneSource,
    BuildPodSource,
    Omit<ViewSource, 'freshness' | 'snapshot' | 'projectPromotion'>,
    Omit<WaitSource, 'onChange' | 'snapshot' | 'promotions'> {
  snapshot(ref: ComponentRef, now?: Date): ComponentSnapshot | undefined;
  readonly catalogUnits: CatalogUnitSource;
  readonly verbs: Verbs;
  readonly restApi: RestApiSource;
  /** The source code of all components that are built. */
  buildSources(): readonly BuildSource[];
  /** @throws NotImplementedError where the generation has no workload descriptors */
  workloadDescriptor(component: DescribedComponent): WorkloadDescriptor;
}

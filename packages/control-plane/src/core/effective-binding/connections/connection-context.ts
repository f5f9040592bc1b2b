import type { DataPlane, ManagedResource } from '@promenade/openchoreo-model';
import type { ConfigurationContext } from '../configuration/values';
import type { Hosts } from '../hosts';
import type { FindPeer } from './peer';

/** What connections are resolved with. */
export interface ConnectionContext {
  readonly findPeer: FindPeer;
  /** Finds a ManagedResource of the binding's organization; none by default. */
  readonly findManagedResource?: (name: string) => ManagedResource | undefined;
  /** ConfigurationGroups, and where secrets come from; none by default. */
  readonly configuration?: ConfigurationContext;
  /** What the data plane of the environment can do; nothing by default. */
  readonly dataPlane?: Pick<DataPlane, 'metadata' | 'spec'>;
  /** Host names of the environment; those that OpenChoreo v0.3.2 has by default. */
  readonly hosts?: Hosts;
}

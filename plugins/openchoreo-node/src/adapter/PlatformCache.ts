import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import type { FreshnessReport } from '../cache/Freshness';
import type { PlatformChange } from '../domain/PlatformChange';

/**
 * The cached resources of the platform, independent of the OpenChoreo generation.
 *
 * @public
 */
export interface PlatformCache {
  /**
   * Resolves when all kinds that the API serves have been read.
   *
   * @param organization - waits only for the control plane of this organization
   * @throws the reason of the signal when that is aborted first
   */
  waitForSync(signal?: AbortSignal, organization?: string): Promise<void>;
  /**
   * Whether the resources are current.
   *
   * @param organization - reports only about the control plane of this organization
   */
  freshness(organization?: string): FreshnessReport;
  /** How often a watch had to be opened again after an error. */
  watchRestarts(): number;
  /** Calls the listener when the status of the freshness changes. Returns a function that unsubscribes it. */
  onFreshness(listener: (report: FreshnessReport) => void): () => void;
  /** Calls the listener with every later change of a resource. Returns a function that unsubscribes it. */
  onChange(listener: (change: PlatformChange) => void): () => void;
  /** The resources that do not match their schema or have no entity in the catalog, with the errors. */
  rejected(): readonly RejectedResource[];
}

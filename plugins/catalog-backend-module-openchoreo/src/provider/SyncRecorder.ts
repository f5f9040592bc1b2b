import { toError } from '@backstage/errors';
import type { CatalogProviderReport } from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import type { SyncMetrics } from './SyncMetrics';
import { unitId } from './unitId';

type RecordedReport = Pick<
  CatalogProviderReport,
  'lastComparison' | 'comparisonProblem' | 'lastChange' | 'writeProblem'
>;

/** Records what the provider does, for its metrics and its report. */
export class SyncRecorder {
  readonly #metrics: SyncMetrics;
  /** By unit id: when its oldest change that the catalog does not have was written, in milliseconds since 1970. */
  readonly #writtenAt = new Map<string, number>();
  #report: RecordedReport = {};

  constructor(metrics: SyncMetrics) {
    this.#metrics = metrics;
  }

  report(): RecordedReport {
    return this.#report;
  }

  /** @param writtenAt - in milliseconds since 1970. Now by default */
  recordChange(units: readonly CatalogUnitKey[], writtenAt = Date.now()): void {
    for (const id of units.map(unitId)) {
      if (!this.#writtenAt.has(id)) this.#writtenAt.set(id, writtenAt);
    }
  }

  /** Ends the lag of a unit. It is a metric if this instance has sent the change to the catalog. */
  recordEndOfChange(unit: CatalogUnitKey, isSent: boolean): void {
    if (!this.#writtenAt.size) return;
    const id = unitId(unit);
    const writtenAt = this.#writtenAt.get(id);
    this.#writtenAt.delete(id);
    if (!isSent || writtenAt === undefined) return;
    // The clocks of the two machines can differ.
    this.#metrics.recordLag(Math.max(0, Date.now() - writtenAt) / 1000);
    // A comparison sends all entities again, which is no change.
    this.#report = { ...this.#report, lastChange: new Date().toISOString() };
  }

  recordMutation(entities: { added: number; removed: number }): void {
    this.#metrics.recordMutation(entities);
    this.#report = { ...this.#report, writeProblem: undefined };
  }

  recordFailedMutation(error: unknown): void {
    this.#metrics.recordFailedMutation();
    const writeProblem = toError(error).message;
    this.#report = { ...this.#report, writeProblem };
  }

  /** @param startedAt - as `performance.now()` */
  recordComparison(startedAt: number): void {
    const durationSeconds = secondsSince(startedAt);
    this.#metrics.recordComparison(durationSeconds, true);
    this.#report = {
      ...this.#report,
      lastComparison: { at: new Date().toISOString(), durationSeconds },
      comparisonProblem: undefined,
    };
  }

  /** @param startedAt - as `performance.now()` */
  recordFailedComparison(startedAt: number, error: unknown): void {
    this.#metrics.recordComparison(secondsSince(startedAt), false);
    const comparisonProblem = toError(error).message;
    this.#report = { ...this.#report, comparisonProblem };
  }
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}

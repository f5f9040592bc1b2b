import type { ReleaseResourceStatus } from '@promenade/openchoreo-model';

/** How an object counts where the health of many is summed up. */
export type Standing = 'Progressing' | 'Degraded' | 'Healthy' | 'Suspended';

const standings: readonly Standing[] = [
  'Progressing',
  'Degraded',
  'Healthy',
  'Suspended',
];

/**
 * How an object of a Release counts. One whose health is not known, or is a word we do not know, is on its way.
 * A cron job is Progressing while it waits for its first run, and again during each: it is deployed all the same.
 */
export function standingOf({
  kind,
  healthStatus,
}: Pick<ReleaseResourceStatus, 'kind' | 'healthStatus'>): Standing {
  const standing =
    standings.find(known => known === healthStatus) ?? 'Progressing';
  return kind === 'CronJob' && standing === 'Progressing'
    ? 'Healthy'
    : standing;
}

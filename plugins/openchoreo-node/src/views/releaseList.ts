import type {
  ReleaseList,
  ReleaseRevision,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import type { PromotionSource, Revision } from '../domain/PromotionSource';
import { shortHash } from '../domain/shortHash';
import { rollbackBlockers } from './rollbackBlockers';

/** How many releases of an environment are listed by default. */
const defaultLimit = 20;

/** The releases that the environments of a component run or have run, and whether they can be rolled back to. */
export function releaseList(
  snapshot: ComponentSnapshot,
  source: PromotionSource,
  {
    environment,
    limit = defaultLimit,
  }: {
    environment?: string;
    limit?: number;
  },
): ReleaseList {
  const names = new Set([
    ...(snapshot.pipeline?.environments ?? []),
    ...snapshot.deployments.map(deployment => deployment.environment),
  ]);
  return {
    environments: [...names]
      .filter(name => environment === undefined || name === environment)
      .map(name => ({
        environment: name,
        revisions: source
          .revisions(snapshot.ref, name, limit)
          .map(revision => releaseRevision(snapshot, name, revision)),
      })),
  };
}

function releaseRevision(
  snapshot: ComponentSnapshot,
  environment: string,
  revision: Revision,
): ReleaseRevision {
  const { artifact, release, since, until, by, promotion, isCurrent } =
    revision;
  const [blocker] = rollbackBlockers(snapshot, environment, revision);
  return {
    release: {
      name: artifact,
      hash: release?.hash ?? '',
      short: shortHash(release?.hash ?? ''),
      version: release?.version,
      images: Object.values(release?.contents.containers ?? {}).map(
        ({ image }) => image,
      ),
    },
    artifact,
    since,
    until,
    by,
    promotion,
    isCurrent,
    canRollBack: !blocker,
    reason: blocker?.message,
  };
}

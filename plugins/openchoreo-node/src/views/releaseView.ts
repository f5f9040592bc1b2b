import { imageTag } from '@promenade/openchoreo-model';
import type {
  ReleaseName,
  ReleaseView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';

/** The first seven characters of a content hash: what people call a release. */
export function shortHash(hash: string): string {
  return hash.slice(0, 7);
}

/**
 * The release that runs in an environment, by name.
 *
 * @returns undefined when nothing runs there
 */
export function releaseNameOf(
  deployment: DeploymentSnapshot,
): ReleaseName | undefined {
  if (!deployment.release || deployment.intent === 'Undeploy') return undefined;
  const { hash } = deployment.release;
  return { short: shortHash(hash), hash };
}

/** The release that runs in an environment, with its images and since when it is there. */
export function releaseView(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot,
): ReleaseView | undefined {
  const name = releaseNameOf(deployment);
  if (!name) return undefined;
  const images = Object.entries(deployment.contents.containers)
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([container, { image }]) => ({
      container,
      image,
      tag: imageTag(image),
    }));
  return {
    ...name,
    name: deployment.release?.name ?? deployment.binding.name,
    images,
    deployedAt: deployedAt(snapshot, deployment, name.hash),
  };
}

/** By promotion, when one brought it; the first environment of a pipeline follows the workload, so that the release tells. */
function deployedAt(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot,
  hash: string,
): string | undefined {
  const broughtBy = snapshot.promotions.find(
    ({ to, release, phase }) =>
      to === deployment.environment &&
      release?.hash === hash &&
      phase === 'Succeeded',
  );
  const release = snapshot.releases.find(candidate => candidate.hash === hash);
  const times = [release?.createdAt, deployment.createdAt].filter(
    time => time !== undefined,
  );
  return broughtBy?.completedAt ?? times.sort().at(-1);
}

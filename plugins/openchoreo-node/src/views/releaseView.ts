import type {
  ReleaseName,
  ReleaseView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
import { shortHash } from '../domain/shortHash';

/** The name of the deployed release. Undefined when the desired state is Undeploy. */
export function releaseNameOf(
  deployment: DeploymentSnapshot,
): ReleaseName | undefined {
  if (!deployment.release || deployment.intent === 'Undeploy') return undefined;
  const { hash } = deployment.release;
  return { short: shortHash(hash), hash };
}

/** The deployed release, with its images and the time of its deployment. Undefined when the desired state is Undeploy. */
export function releaseView(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot,
): ReleaseView | undefined {
  const name = releaseNameOf(deployment);
  if (!name) return undefined;
  return {
    ...name,
    name: deployment.release?.name ?? deployment.binding.name,
    images: imagesOf(deployment),
    deployedAt: deployedAt(snapshot, deployment, name.hash),
  };
}

/** The images of a deployment by the name of their container. */
export function imagesOf({
  contents,
}: Pick<DeploymentSnapshot, 'contents'>): ReleaseView['images'] {
  return Object.entries(contents.containers)
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([container, { image, tag }]) => ({ container, image, tag }));
}

/** The completion of the promotion of the release, or else the creation of the release or of the deployment. */
function deployedAt(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot,
  hash: string,
): string | undefined {
  const promotion = snapshot.promotions.find(
    ({ to, release, phase }) =>
      to === deployment.environment &&
      release?.hash === hash &&
      phase === 'Succeeded',
  );
  const release = snapshot.releases.find(candidate => candidate.hash === hash);
  const times = [release?.createdAt, deployment.createdAt].filter(
    time => time !== undefined,
  );
  return promotion?.completedAt ?? times.sort().at(-1);
}

import {
  Deployment,
  ProjectComponentOwner,
  buildKind,
  promotionKind,
  trackOf,
} from '@promenade/openchoreo-model';
import {
  ArtifactIdentity,
  DeployableContent,
  mainContainer,
} from '../../core/artifact/artifact';
import { Binding } from '../../core/binding/binding';
import {
  componentIndexValue,
  inNamespace,
  indexes,
} from '../../core/lookups/indexes';
import { toTimestamp } from '../../runtime/conditions';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { compareText, creationOrderKey } from '../../runtime/sort';

/** One deployment to an environment. */
export type Revision = NonNullable<
  NonNullable<Deployment['status']>['revisions']
>[number];

/** Who deployed a release, and why. */
type Cause = Pick<Revision, 'deployedBy' | 'reason'>;

/** Number of revisions that are kept by default. */
const defaultHistoryLimit = 10;

/** Finds who deployed what a binding runs: a promotion, a build, or a change of what controls the binding. */
export function findCause(
  binding: Binding,
  artifact: ArtifactIdentity,
  { workload }: DeployableContent,
  read: Read,
): Cause {
  const { metadata, spec } = binding;
  const { namespace = '' } = metadata;
  const [promotion] = read
    .byIndex(
      promotionKind,
      indexes.promotedArtifact,
      inNamespace(namespace, artifact.name),
    )
    .filter(
      each =>
        each.spec.artifactRef === artifact.name &&
        each.spec.to === spec.environment,
    )
    .sort((a, b) => compareText(creationOrderKey(b), creationOrderKey(a)));
  if (promotion) {
    const { requestedBy, reason, type = 'Promote' } = promotion.spec;
    return {
      ...(requestedBy && { deployedBy: requestedBy }),
      reason: `${type === 'RollBack' ? 'Roll back' : 'Promotion'} "${
        promotion.metadata.name
      }"${reason ? `: ${reason}` : ''}`,
    };
  }
  const build = findBuild(
    namespace,
    spec.owner,
    trackOf(binding),
    mainContainer(workload)?.image,
    read,
  );
  if (build) return { reason: build };
  const controller = controllerOf(binding);
  return {
    reason: controller
      ? `Change of ${controller.kind} "${controller.name}" or its Workload`
      : `Change of ${binding.kind} "${metadata.name}"`,
  };
}

function findBuild(
  namespace: string,
  owner: ProjectComponentOwner,
  track: string,
  image: string | undefined,
  read: Read,
): string | undefined {
  const [build] = read
    .byIndex(
      buildKind,
      indexes.component,
      componentIndexValue(namespace, owner),
    )
    .filter(
      each =>
        trackOf(each) === track &&
        image !== undefined &&
        each.status?.imageStatus?.image === image,
    )
    .sort((a, b) => compareText(creationOrderKey(b), creationOrderKey(a)));
  if (!build) return undefined;
  const { metadata, status } = build;
  return `Build "${metadata.name}"${
    status?.commit ? ` of commit ${status.commit}` : ''
  }`;
}

/** Adds the deployment of a release to the revisions, the newest first, unless it is the newest one already. */
export function addRevision(
  recorded: Deployment | undefined,
  artifact: ArtifactIdentity,
  content: DeployableContent,
  cause: Cause,
  now: Date,
): Revision[] {
  const revisions = recorded?.status?.revisions ?? [];
  const [newest] = revisions;
  const limit = recorded?.spec.revisionHistoryLimit ?? defaultHistoryLimit;
  if (newest?.artifactRef === artifact.name) return revisions.slice(0, limit);
  const image = mainContainer(content.workload)?.image;
  return [
    {
      revision: (newest?.revision ?? 0) + 1,
      artifactRef: artifact.name,
      releaseLabel: artifact.label,
      ...(image && { image }),
      deployedAt: toTimestamp(now),
      ...cause,
    },
    ...revisions,
  ].slice(0, limit);
}

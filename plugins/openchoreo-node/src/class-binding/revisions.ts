import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  deployableArtifactKind,
  type DeployableArtifact,
  type EnvOverrides,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ReleaseDetails, Revision } from '../domain/PromotionSource';
import { bindingsOf } from './bindings';
import { promotionKind } from '../adapter-base/promotions/promotionKind';
import { artifactContents } from './releaseContents';

/** How many promotions to an environment are searched for revisions. */
const searchedForRevisions = 2_000;

/** The binding of a component in an environment. */
export function bindingIn(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
) {
  return bindingsOf(reader, ref).find(
    ({ binding }) => binding.spec.environment === environment,
  )?.binding;
}

/** A release of a component. Undefined when it is not kept any more. */
export function releaseNamed(
  reader: ResourceReader,
  { organization: namespace, component }: ComponentRef,
  name: string | undefined,
): ReleaseDetails | undefined {
  const found = name
    ? reader.get(deployableArtifactKind, { namespace, name })
    : undefined;
  return found?.spec.owner?.componentName === component
    ? releaseDetails(found)
    : undefined;
}

function releaseDetails(
  artifact: DeployableArtifact,
): ReleaseDetails | undefined {
  const { contentHash, targetArtifact } = artifact.spec;
  return contentHash
    ? {
        name: artifact.metadata.name,
        hash: contentHash,
        version: targetArtifact.fromImageRef?.tag,
        contents: artifactContents(artifact),
      }
    : undefined;
}

/** A revision, with the overrides as they are written to a Promotion. */
export type RecordedRevision = Omit<Revision, 'release' | 'overrides'> & {
  envOverrides?: EnvOverrides;
};

/**
 * The releases that an environment runs or has run, the newest first. What a controller deploys has a revision for each release
 * of the component; otherwise promotions bring revisions.
 */
export function* revisionsOf(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
): Iterable<RecordedRevision> {
  const binding = bindingIn(reader, ref, environment);
  const current =
    binding?.spec.releaseState === 'Undeploy'
      ? undefined
      : binding?.spec.artifactRef;
  const isManaged = binding?.metadata.ownerReferences?.some(
    ({ controller }) => controller,
  );
  if (isManaged) {
    yield* releaseRevisions(reader, ref, current);
    return;
  }
  let hasCurrent = false;
  let until: string | undefined;
  for (const revision of promotedRevisions(reader, ref, environment, current)) {
    const isCurrent = !hasCurrent && revision.artifact === current;
    // What the environment runs was not promoted: it was written to the binding.
    if (!hasCurrent && !isCurrent && current) {
      yield { artifact: current, isCurrent: true };
    }
    hasCurrent ||= current !== undefined;
    yield { ...revision, isCurrent, until: isCurrent ? undefined : until };
    until = revision.since;
  }
  if (!hasCurrent && current) yield { artifact: current, isCurrent: true };
}

function* releaseRevisions(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  current: string | undefined,
): Iterable<RecordedRevision> {
  const value = indexValue(organization, project, component);
  let until: string | undefined;
  for (const { metadata } of reader.newestFirst(
    deployableArtifactKind,
    'component',
    value,
  )) {
    const since = metadata.creationTimestamp;
    const isCurrent = metadata.name === current;
    yield {
      artifact: metadata.name,
      isCurrent,
      since,
      until: isCurrent ? undefined : until,
    };
    until = since;
  }
}

/** The revisions that promotions to an environment brought, and those that the promotions replaced. */
function* promotedRevisions(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  environment: string,
  current: string | undefined,
): Iterable<Omit<RecordedRevision, 'isCurrent'>> {
  const target = indexValue(organization, project, component, environment);
  const overridesThen = new Map<string, EnvOverrides | undefined>();
  const revision = (artifact: string) => ({
    artifact,
    envOverrides: overridesThen.get(artifact),
  });
  let replaced: string | undefined;
  let isFirst = true;
  let count = 0;
  for (const { metadata, spec, status } of reader.newestFirst(
    promotionKind,
    'target',
    target,
  )) {
    count += 1;
    if (count > searchedForRevisions) return;
    const artifact = status?.artifactRef ?? spec.artifactRef;
    const isRevision =
      status?.phase === 'Succeeded' ||
      // A promotion that failed may have left its release there.
      (isFirst && status?.phase === 'Failed' && artifact === current);
    if (artifact && isRevision) {
      if (replaced && replaced !== artifact) yield revision(replaced);
      yield {
        ...revision(artifact),
        since: status.completedAt,
        by: status.requester?.name ?? spec.requestedBy,
        promotion: metadata.name,
      };
      isFirst = false;
      replaced = status.previousArtifactRef;
    }
    if (status?.previousArtifactRef) {
      overridesThen.set(
        status.previousArtifactRef,
        status.previousEnvOverrides,
      );
    }
  }
  if (replaced) yield revision(replaced);
}

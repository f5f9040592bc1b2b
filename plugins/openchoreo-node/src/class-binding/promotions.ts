import type {
  ComponentRef,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  deployableArtifactKind,
  isFinishedPromotion,
  promotionKind as modelPromotionKind,
  type DeployableArtifact,
  type EnvOverrides,
  type Promotion,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceKind, ResourceReader } from '../cache/ResourceReader';
import { historyPosition } from '../cache/SortedPositions';
import type {
  PromotionScope,
  PromotionSource,
  ReleaseDetails,
  Revision,
} from '../domain/PromotionSource';
import { bindingsOf } from './bindings';
import { newestFirst } from './creationOrder';
import { promotionView } from './promotionView';
import { artifactContents, environmentOverrides } from './releaseContents';

/** With indexes of what has not ended, so that a long history costs nothing. */
export const promotionKind: ResourceKind<Promotion> = {
  ...modelPromotionKind,
  indexValues({ metadata, spec, status }) {
    const { projectName, componentName } = spec.owner;
    const names = [metadata.namespace ?? '', projectName, componentName];
    const [organization, ...others] = names;
    return {
      target: indexValue(organization, ...others, spec.to),
      ...(!isFinishedPromotion({ status }) && {
        unfinished: indexValue(organization, ...others),
        phase: status?.phase ?? 'Pending',
      }),
    };
  },
};

/** How many ended promotions to each environment a snapshot has. */
const recentPerEnvironment = 10;

/** How many promotions to an environment are searched for the last one that succeeded. */
const searchedPerEnvironment = 100;

/** How many promotions to an environment are searched for revisions. */
const searchedForRevisions = 2_000;

/** The promotions of a snapshot, the newest first. */
export function recentPromotions(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  environments: Iterable<string>,
): PromotionView[] {
  const value = indexValue(organization, project, component);
  const found = new Set(reader.byIndex(promotionKind, 'unfinished', value));
  for (const environment of new Set(environments)) {
    const target = indexValue(organization, project, component, environment);
    let count = 0;
    let hasSucceeded = false;
    for (const each of reader.newestFirst(promotionKind, 'target', target)) {
      const isSuccess = each.status?.phase === 'Succeeded';
      if (count < recentPerEnvironment || isSuccess) found.add(each);
      count += 1;
      hasSucceeded ||= isSuccess;
      const isEnough = hasSucceeded && count >= recentPerEnvironment;
      if (isEnough || count >= searchedPerEnvironment) break;
    }
  }
  return [...found]
    .sort(newestFirst)
    .map(promotion => promotionView(reader, promotion));
}

/** The promotions that the cache of the adapter has. */
export function promotionSource(reader: ResourceReader): PromotionSource {
  return {
    get(ref, name) {
      const found = findPromotion(reader, ref, name);
      return found && promotionRecord(reader, found);
    },
    *list(scope, after) {
      const [index, value] = indexOf(scope);
      for (const promotion of reader.newestFirst(
        promotionKind,
        index,
        value,
        after,
      )) {
        yield {
          cursor: historyPosition(promotion),
          requestedAt: promotion.metadata.creationTimestamp ?? '',
          promotion: promotionRecord(reader, promotion),
        };
      }
    },
    awaitingApproval: () =>
      reader
        .byIndex(promotionKind, 'phase', 'AwaitingApproval')
        .map(promotion => promotionRecord(reader, promotion)),
    releases(ref, name) {
      const found = findPromotion(reader, ref, name);
      if (!found) return {};
      const { spec, status } = found;
      const target = bindingIn(reader, ref, spec.to);
      const before = isFinishedPromotion(found)
        ? status?.previousArtifactRef
        : target?.spec.artifactRef;
      return {
        before: releaseNamed(reader, ref, before),
        after: releaseNamed(
          reader,
          ref,
          status?.artifactRef ?? spec.artifactRef,
        ),
      };
    },
    revisions(ref, environment, limit) {
      const revisions: Revision[] = [];
      for (const { envOverrides, ...revision } of revisionsOf(
        reader,
        ref,
        environment,
      )) {
        if (revisions.length === limit) break;
        revisions.push({
          ...revision,
          release: releaseNamed(reader, ref, revision.artifact),
          overrides: envOverrides && environmentOverrides(envOverrides),
        });
      }
      return revisions;
    },
  };
}

/** The index that has the promotions of a scope. */
function indexOf({
  organization,
  project,
  component,
  environment,
}: PromotionScope) {
  if (!project) return ['organization', organization] as const;
  if (!component) {
    return ['project', indexValue(organization, project)] as const;
  }
  const value = indexValue(organization, project, component);
  return environment
    ? (['target', indexValue(value, environment)] as const)
    : (['component', value] as const);
}

function findPromotion(
  reader: ResourceReader,
  { organization: namespace, project, component }: ComponentRef,
  name: string,
): Promotion | undefined {
  const found = reader.get(promotionKind, { namespace, name });
  const { projectName, componentName } = found?.spec.owner ?? {};
  return projectName === project && componentName === component
    ? found
    : undefined;
}

function promotionRecord(reader: ResourceReader, promotion: Promotion) {
  const { metadata, spec } = promotion;
  return {
    ...promotionView(reader, promotion),
    component: {
      organization: metadata.namespace ?? '',
      project: spec.owner.projectName,
      component: spec.owner.componentName,
    },
  };
}

/** The binding of a component in an environment. */
function bindingIn(
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

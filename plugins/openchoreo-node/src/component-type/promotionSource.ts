import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { imageTag, type Promotion } from '@promenade/openchoreo-model';
import { promotionKind } from '../adapter-base/promotions/promotionKind';
import { createPromotionSource } from '../adapter-base/promotions/promotionSource';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  PromotionSource,
  ReleaseDetails,
  Revision,
} from '../domain/PromotionSource';
import { bindingsOf } from './bindings';
import { componentReleaseKind, type ComponentRelease } from './componentKinds';
import type { ReleaseBinding } from './deploymentKinds';
import { recordedPromotion } from './promotionRecord';
import { promotionView } from './promotionView';
import {
  findRecordedPromotion,
  recordedPromotionView,
  recordedTarget,
} from './recordedPromotions';
import { releaseContents } from './releaseContents';
import { findRelease, releaseIdentity } from './releases';

/** How many promotions to an environment are searched for those that brought its releases. */
const searchedForRevisions = 500;

/**
 * The Promotions of the cache. Where the API serves none, and for promotions of before: the last promotion to each environment, as its
 * binding records it.
 */
export function promotionSource(reader: ResourceReader): PromotionSource {
  const source = createPromotionSource(reader, {
    view: promotionView,
    releaseNamed,
    currentRelease: (_, ref, environment) =>
      bindingIn(reader, ref, environment)?.spec.releaseName,
    revisions: revisionsOf,
  });
  return {
    ...source,
    get(ref, name) {
      const found = source.get(ref, name);
      if (found) return found;
      const recorded = findRecordedPromotion(reader, ref, name);
      return (
        recorded && {
          ...recordedPromotionView(
            recorded.record,
            recordedTarget(reader, ref, recorded.binding),
            ref,
          ),
          component: ref,
        }
      );
    },
    releases(ref, name) {
      const recorded = findRecordedPromotion(reader, ref, name)?.record;
      return recorded
        ? {
            before: releaseNamed(reader, ref, recorded.replaces),
            after: releaseNamed(reader, ref, recorded.release),
          }
        : source.releases(ref, name);
    },
  };
}

/** The binding of a component in an environment. */
export function bindingIn(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
): ReleaseBinding | undefined {
  return bindingsOf(reader, ref).find(
    ({ spec }) => spec.environment === environment,
  );
}

/** A release of a component. Undefined when it is not kept any more. */
export function releaseNamed(
  reader: ResourceReader,
  ref: ComponentRef,
  name: string | undefined,
): ReleaseDetails | undefined {
  const found = findRelease(reader, ref, name);
  return found && releaseDetails(found);
}

function releaseDetails(release: ComponentRelease): ReleaseDetails {
  const { metadata, spec } = release;
  return {
    ...releaseIdentity(metadata.name, spec.owner.componentName),
    version: imageTag(spec.workload.container.image),
    contents: releaseContents(release),
  };
}

/** All releases of a component, the newest first. */
function revisionsOf(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
  limit: number,
): Revision[] {
  const { organization, project, component } = ref;
  const binding = bindingIn(reader, ref, environment);
  const current =
    binding?.spec.state === 'Active' ? binding.spec.releaseName : undefined;
  const origins = originsOf(reader, ref, environment, binding);
  const revisions: Revision[] = [];
  for (const release of reader.newestFirst(
    componentReleaseKind,
    'component',
    indexValue(organization, project, component),
  )) {
    if (revisions.length === limit) break;
    const { name } = release.metadata;
    revisions.push({
      artifact: name,
      release: releaseDetails(release),
      isCurrent: name === current,
      ...origins.get(name),
    });
  }
  return revisions;
}

/** Who brought a release to an environment, and when. */
type Origin = Pick<Revision, 'since' | 'by' | 'promotion'>;

/** The last promotion to an environment that brought each of its releases. */
function originsOf(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  environment: string,
  binding: ReleaseBinding | undefined,
): Map<string, Origin> {
  const origins = new Map<string, Origin>();
  const recorded = binding && recordedPromotion(binding);
  if (recorded) {
    const { release, startedAt: since, requestedBy: by, name } = recorded;
    origins.set(release, { since, by, promotion: name });
  }
  let count = 0;
  for (const promotion of reader.newestFirst(
    promotionKind,
    'target',
    indexValue(organization, project, component, environment),
  )) {
    count += 1;
    if (count > searchedForRevisions) break;
    const { artifactRef } = promotion.spec;
    const isFirst = artifactRef && !origins.has(artifactRef);
    if (isFirst && promotion.status?.phase === 'Succeeded') {
      origins.set(artifactRef, originOf(promotion));
    }
  }
  return origins;
}

function originOf({ metadata, spec, status }: Promotion): Origin {
  return {
    since: status?.completedAt,
    by: status?.requester?.name ?? spec.requestedBy,
    promotion: metadata.name,
  };
}

import type {
  ComponentRef,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  isFinishedPromotion,
  type Promotion,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import { historyPosition } from '../cache/SortedPositions';
import type {
  PromotionScope,
  PromotionSource,
  Revision,
} from '../domain/PromotionSource';
import { newestFirst } from '../adapter-base/creationOrder';
import { promotionKind } from './promotionKind';
import { promotionView } from './promotionView';
import { environmentOverrides } from './releaseContents';
import { bindingIn, releaseNamed, revisionsOf } from './revisions';

/** How many ended promotions to each environment a snapshot has. */
const recentPerEnvironment = 10;

/** How many promotions to an environment are searched for the last one that succeeded. */
const searchedPerEnvironment = 100;

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
    find(namespace, name) {
      const found = reader.get(promotionKind, { namespace, name });
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

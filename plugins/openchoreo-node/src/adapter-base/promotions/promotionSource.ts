import type {
  ComponentRef,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  isFinishedPromotion,
  type Promotion,
} from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import type { ResourceReader } from '../../cache/ResourceReader';
import { historyPosition } from '../../cache/SortedPositions';
import type {
  PromotionScope,
  PromotionSource,
  ReleaseDetails,
  Revision,
} from '../../domain/PromotionSource';
import { newestFirst } from '../creationOrder';
import { promotionKind } from './promotionKind';
import type { PromotionViewOf } from './promotionView';

/** How many ended promotions to each environment a snapshot has. */
const recentPerEnvironment = 10;

/** How many promotions to an environment are searched for the last one that succeeded. */
const searchedPerEnvironment = 100;

/** The promotions of a snapshot, the newest first. */
export function recentPromotions(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  environments: Iterable<string>,
  view: PromotionViewOf,
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
  return [...found].sort(newestFirst).map(promotion => view(reader, promotion));
}

/** The promotions of a component that have not ended, the newest first. */
export function unfinishedPromotions(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  view: PromotionViewOf,
): PromotionView[] {
  const value = indexValue(organization, project, component);
  return [...reader.byIndex(promotionKind, 'unfinished', value)]
    .sort(newestFirst)
    .map(promotion => view(reader, promotion));
}

/** What an adapter knows of the releases of promotions. */
export interface PromotedReleases {
  view: PromotionViewOf;
  /** A release of a component. Undefined when it is not kept any more. */
  releaseNamed(
    reader: ResourceReader,
    ref: ComponentRef,
    name: string | undefined,
  ): ReleaseDetails | undefined;
  /** Name of the release that a component runs in an environment. */
  currentRelease(
    reader: ResourceReader,
    ref: ComponentRef,
    environment: string,
  ): string | undefined;
  /** The releases of an environment, the newest first. */
  revisions(
    reader: ResourceReader,
    ref: ComponentRef,
    environment: string,
    limit: number,
  ): readonly Revision[];
}

/** The promotions that the cache of an adapter has. */
export function createPromotionSource(
  reader: ResourceReader,
  { view, releaseNamed, currentRelease, revisions }: PromotedReleases,
): PromotionSource {
  const recordOf = (promotion: Promotion) => ({
    ...view(reader, promotion),
    component: componentOf(promotion),
  });
  return {
    get(ref, name) {
      const found = findPromotion(reader, ref, name);
      return found && recordOf(found);
    },
    find(namespace, name) {
      const found = reader.get(promotionKind, { namespace, name });
      return found && recordOf(found);
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
          promotion: recordOf(promotion),
        };
      }
    },
    awaitingApproval: () =>
      reader.byIndex(promotionKind, 'phase', 'AwaitingApproval').map(recordOf),
    releases(ref, name) {
      const found = findPromotion(reader, ref, name);
      if (!found) return {};
      const { spec, status } = found;
      const before = isFinishedPromotion(found)
        ? status?.previousArtifactRef
        : currentRelease(reader, ref, spec.to);
      return {
        before: releaseNamed(reader, ref, before),
        after: releaseNamed(
          reader,
          ref,
          status?.artifactRef ?? spec.artifactRef,
        ),
      };
    },
    revisions: (ref, environment, limit) =>
      revisions(reader, ref, environment, limit),
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

function componentOf({ metadata, spec }: Promotion): ComponentRef {
  return {
    organization: metadata.namespace ?? '',
    project: spec.owner.projectName,
    component: spec.owner.componentName,
  };
}

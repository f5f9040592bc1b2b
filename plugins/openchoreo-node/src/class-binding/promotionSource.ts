import type { ResourceReader } from '../cache/ResourceReader';
import { createPromotionSource } from '../adapter-base/promotions/promotionSource';
import type { PromotionSource, Revision } from '../domain/PromotionSource';
import { promotionView } from './promotionView';
import { environmentOverrides } from './releaseContents';
import { bindingIn, releaseNamed, revisionsOf } from './revisions';

/** The promotions that the cache of the adapter has. */
export function promotionSource(reader: ResourceReader): PromotionSource {
  return createPromotionSource(reader, {
    view: promotionView,
    releaseNamed,
    currentRelease: (_, ref, environment) =>
      bindingIn(reader, ref, environment)?.spec.artifactRef,
    revisions(_, ref, environment, limit) {
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
  });
}

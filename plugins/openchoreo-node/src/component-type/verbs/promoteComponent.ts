import { ConflictError } from '@backstage/errors';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { existingSnapshot } from '../../adapter-base/existingSnapshot';
import { releaseToPromote } from '../../adapter-base/promotions/releaseToPromote';
import {
  hasPromotions,
  requestPromotion,
} from '../../adapter-base/promotions/requestPromotion';
import { implementWrite } from '../../verbs/Verb';
import { componentSnapshot } from '../componentSnapshot';
import { promotionView } from '../promotionView';
import { deployRelease } from './deployRelease';

/**
 * Creates a Promotion, which the control plane performs. Where the API serves no Promotions, writes the release that one environment
 * runs to the binding of the next one.
 *
 * A ConflictError when the promotion is blocked, or when `from` no longer runs the release that was seen. An InputError when the
 * pipeline has no such path.
 */
export const promoteComponent = implementWrite(
  verbs.promoteComponent,
  async (context, input, request, dryRun) => {
    const { component, from, to, reason } = input;
    const findRelease = () => {
      const snapshot = existingSnapshot(componentSnapshot, context, input);
      const release = releaseToPromote(snapshot, input);
      if (release) return { ref: snapshot.ref, release };
      throw new ConflictError(
        `${component} cannot be promoted from ${from} to ${to}: its ReleaseBinding names no release`,
      );
    };
    if (hasPromotions(context)) {
      const promotion = await requestPromotion(
        context,
        input,
        { ...request, dryRun },
        () => ({ artifactRef: findRelease().release }),
      );
      return {
        output: promotionView(context.cache, promotion),
        objects: [promotion],
      };
    }
    return deployRelease(
      context,
      {
        ...findRelease(),
        type: 'Promote',
        from,
        to,
        reason,
        operation: `promote ${component} to ${to}`,
      },
      { ...request, dryRun },
    );
  },
);

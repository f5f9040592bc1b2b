import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { existingSnapshot } from '../../adapter-base/existingSnapshot';
import { releaseToPromote } from '../../adapter-base/promotions/releaseToPromote';
import { requestPromotion } from '../../adapter-base/promotions/requestPromotion';
import { implementWrite } from '../../verbs/Verb';
import { componentSnapshot } from '../componentSnapshot';
import { promotionView } from '../promotionView';

/**
 * Creates a Promotion, which the control plane performs.
 *
 * A ConflictError when the promotion is blocked, or when `from` no longer runs the release that was seen. An InputError when
 * the pipeline has no such path.
 */
export const promoteComponent = implementWrite(
  verbs.promoteComponent,
  async (context, input, request, dryRun) => {
    const promotion = await requestPromotion(
      context,
      input,
      { ...request, dryRun },
      () => {
        const snapshot = existingSnapshot(componentSnapshot, context, input);
        return { artifactRef: releaseToPromote(snapshot, input) };
      },
    );
    return {
      output: promotionView(context.cache, promotion),
      objects: [promotion],
    };
  },
);

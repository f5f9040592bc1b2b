import { ConflictError, InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../../domain/ComponentSnapshot';
import { implementWrite } from '../../verbs/Verb';
import { promotionBlockers } from '../../views/promotionBlockers';
import { releaseNameOf } from '../../views/releaseView';
import { promotionView } from '../promotionView';
import { requestPromotion } from './requestPromotion';

type Input = OperationInput<typeof verbs.promoteComponent>;

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
      snapshot => ({ artifactRef: artifactToPromote(snapshot, input) }),
    );
    return {
      output: promotionView(context.cache, promotion),
      objects: [promotion],
    };
  },
);

/** The artifact that the source environment runs. Throws when the promotion is blocked. */
function artifactToPromote(
  snapshot: ComponentSnapshot,
  { from, to, release }: Input,
): string | undefined {
  const source = snapshot.deployments.find(
    ({ environment }) => environment === from,
  );
  const running = source && releaseNameOf(source);
  if (release && running && !running.hash.startsWith(release)) {
    throw new ConflictError(
      `${from} now runs ${running.short} instead of ${release.slice(
        0,
        7,
      )}. Review the plan again, then promote`,
    );
  }
  const [blocker] = promotionBlockers(snapshot, { from, to });
  if (blocker) {
    const message = `${snapshot.ref.component} cannot be promoted from ${from} to ${to}: ${blocker.message}`;
    throw blocker.reason === 'NoSuchPath'
      ? new InputError(message)
      : new ConflictError(message);
  }
  return source?.release?.name;
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  isPromotionComplete,
  verbs,
  type PromotionDescription,
} from '@promenade/backstage-plugin-openchoreo-common';
import { neededPermissions } from '@promenade/backstage-plugin-openchoreo-node';
import { approvalObstacles } from './approvalObstacles';
import type { ReadServices } from './ReadServices';

/**
 * A promotion with its plan, and what the reader may do about it.
 *
 * @throws NotFoundError when there is none, or the reader may not see its component
 */
export async function describePromotion(
  services: ReadServices,
  { organization, name }: { organization: string; name: string },
  credentials: BackstageCredentials,
): Promise<PromotionDescription> {
  const { authorization, openChoreo } = services;
  const described = openChoreo.views.describePromotion(organization, name);
  const [canRead] = described
    ? await authorization.canRead([described.component], credentials)
    : [];
  if (!described || !canRead) {
    throw new NotFoundError(
      `There is no promotion ${name} in ${organization}, or you may not see its component`,
    );
  }
  const { component } = described;
  const refs = await authorization.componentRefs();
  return {
    ...described,
    entityRef: refs.of({ organization, name: component.component }),
    decide: permitted(await decisionObstacle(services, described, credentials)),
    cancel: permitted(await cancelObstacle(services, described, credentials)),
  };
}

type Described = Pick<PromotionDescription, 'component' | 'promotion'>;

/** Why the reader cannot decide about a promotion, in a sentence. */
async function decisionObstacle(
  services: ReadServices,
  { component, promotion }: Described,
  credentials: BackstageCredentials,
): Promise<string | undefined> {
  if (promotion.phase !== 'AwaitingApproval') {
    return 'It does not wait for an approval.';
  }
  const record = { ...promotion, component };
  const [obstacle] = await approvalObstacles(services, [record], credentials);
  return obstacle;
}

/** Why the reader cannot cancel a promotion, in a sentence. */
async function cancelObstacle(
  { authorization }: ReadServices,
  { component, promotion }: Described,
  credentials: BackstageCredentials,
): Promise<string | undefined> {
  if (isPromotionComplete(promotion)) return 'It has ended.';
  const [denied] = await authorization.findDenied(
    [neededPermissions(verbs.cancelPromotion, component, promotion.to)],
    credentials,
  );
  return denied && 'You may not cancel promotions of this component.';
}

function permitted(reason: string | undefined) {
  return { isAllowed: reason === undefined, reason };
}

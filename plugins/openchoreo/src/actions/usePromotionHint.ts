import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { deployedReleaseText } from '../text';
import { useTexts } from '../useTexts';
import type { CardAction } from './cardActionModel';

/** Returns what a promotion would bring, such as "staging runs 1.4.2". Undefined for other actions. */
export function usePromotionHint(
  { environments }: DeployBoard,
  labelOf: (environment: string) => string,
): (action: CardAction) => string | undefined {
  const { t } = useTexts();
  return action => {
    if (action.verb !== 'Promote') return undefined;
    const source = environments.find(
      ({ environment }) => environment.name === action.from,
    );
    if (!source?.release) return undefined;
    return t('action.promotionHint', {
      environment: labelOf(action.from),
      release: deployedReleaseText(source.release),
    });
  };
}

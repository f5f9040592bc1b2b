import { useTexts } from '../useTexts';
import type { CardAction } from './cardActionModel';

/** The label of the button of an action. A promotion names its target, or its source if there are several. */
export function useActionLabel(
  actions: readonly CardAction[],
  labelOf: (environment: string) => string,
): (action: CardAction) => string {
  const { t } = useTexts();
  const promotions = actions.filter(({ verb }) => verb === 'Promote');
  return action => {
    const verb = t(`verb.${action.verb}`);
    if (action.verb !== 'Promote') return verb;
    return promotions.length > 1
      ? t('action.from', { verb, environment: labelOf(action.from) })
      : t('action.to', { verb, environment: labelOf(action.to) });
  };
}

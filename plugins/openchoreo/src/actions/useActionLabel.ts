import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { openChoreoTranslationRef } from '../translation';
import type { CardAction } from './cardActionModel';

/**
 * The label of the button of an action. A promotion names its target; on the card of the target it names the source if there
 * are several.
 */
export function useActionLabel(
  environment: string,
  actions: readonly CardAction[],
  labelOf: (environment: string) => string,
): (action: CardAction) => string {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const promotionsToHere = actions.filter(
    action => action.verb === 'Promote' && action.to === environment,
  );
  return action => {
    const verb = t(`verb.${action.verb}`);
    if (action.verb !== 'Promote') return verb;
    return action.to === environment && promotionsToHere.length > 1
      ? t('action.from', { verb, environment: labelOf(action.from) })
      : t('action.to', { verb, environment: labelOf(action.to) });
  };
}

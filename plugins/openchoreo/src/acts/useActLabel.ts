import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { openChoreoTranslationRef } from '../translation';
import type { Act } from './Act';

/**
 * What is written on the button of an act. A promotion names where it goes; where several come to the same place, where each
 * comes from.
 */
export function useActLabel(
  here: string,
  acts: readonly Act[],
  labelOf: (environment: string) => string,
): (act: Act) => string {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const sources = acts.filter(act => act.verb === 'Promote' && act.to === here);
  return act => {
    const verb = t(`verb.${act.verb}`);
    if (act.verb !== 'Promote') return verb;
    return act.to === here && sources.length > 1
      ? t('act.from', { verb, environment: labelOf(act.from) })
      : t('act.to', { verb, environment: labelOf(act.to) });
  };
}

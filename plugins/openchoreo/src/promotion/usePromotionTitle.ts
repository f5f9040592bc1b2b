import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import { releaseText } from '../text';
import { useTexts } from '../useTexts';

/** The ways in which a promotion ends without success. Each has a title of its own. */
const endings = [
  'Failed',
  'RolledBack',
  'Rejected',
  'Cancelled',
  'Expired',
] as const;

/** The title of a promotion on the card of its target, such as "Promotion of 1.4.2 from staging was rejected". */
export function usePromotionTitle(
  labelOf: (environment: string) => string,
): (promotion: PromotionView) => string {
  const { t } = useTexts();
  return ({ type, from, phase, release }) => {
    const ending = endings.find(each => each === phase) ?? 'Running';
    const names = {
      release: release ? releaseText(release) : t('promotion.anyRelease'),
      environment: labelOf(from),
    };
    return type === 'RollBack'
      ? t(`promotion.rollBackTitle.${ending}`, names)
      : t(`promotion.promoteTitle.${ending}`, names);
  };
}

import {
  RiArrowGoBackLine,
  RiCheckLine,
  RiCloseLine,
  RiForbidLine,
  RiPauseLine,
  RiProgress3Line,
  RiQuestionMark,
  RiSkipForwardLine,
  RiTimeLine,
} from '@remixicon/react';
import type { PromotionPhase } from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { Badge, type Appearance } from './Badge';

const appearances: Readonly<Record<PromotionPhase, Appearance>> = {
  Pending: { color: 'neutral', Icon: RiPauseLine },
  Checking: { color: 'announcement', Icon: RiProgress3Line },
  AwaitingApproval: { color: 'neutral', Icon: RiPauseLine },
  Progressing: { color: 'announcement', Icon: RiProgress3Line },
  Verifying: { color: 'announcement', Icon: RiProgress3Line },
  Succeeded: { color: 'positive', Icon: RiCheckLine },
  Failed: { color: 'negative', Icon: RiCloseLine },
  RolledBack: { color: 'warning', Icon: RiArrowGoBackLine },
  Rejected: { color: 'negative', Icon: RiCloseLine },
  Cancelled: { color: 'neutral', Icon: RiForbidLine },
  Expired: { color: 'neutral', Icon: RiTimeLine },
  Superseded: { color: 'neutral', Icon: RiSkipForwardLine },
  Unknown: { color: 'neutral', Icon: RiQuestionMark },
};

/** The phase of a promotion as icon, word and color. */
export function PhaseBadge(props: { phase: PromotionPhase }) {
  const { t } = useTexts();
  return (
    <Badge appearance={appearances[props.phase]}>
      {t(`promotion.outcome.${props.phase}`)}
    </Badge>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoTranslationRef } from '../translation';
import { boardNews, type BoardNews } from './boardNews';

/** Tells screen readers, politely, what changed on the board. */
export function BoardAnnouncer(props: { board: DeployBoard }) {
  const { board } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const before = useRef(board);
  const [news, setNews] = useState<BoardNews[]>([]);
  useEffect(() => {
    const latest = boardNews(before.current, board);
    before.current = board;
    if (latest.length > 0) setNews(latest);
  }, [board]);

  const sentence = (item: BoardNews): string => {
    const { environment } = item;
    switch (item.type) {
      case 'state':
        return t('live.stateChanged', {
          environment,
          state: t(`state.${item.state}`),
        });
      case 'release':
        return t('live.releaseChanged', { environment, release: item.release });
      default:
        return t('promotion.phaseChanged', {
          environment,
          phase: t(`promotion.phase.${item.phase}`),
        });
    }
  };
  return (
    <VisuallyHidden role="log" aria-live="polite">
      {news.map(sentence).join(' ')}
    </VisuallyHidden>
  );
}

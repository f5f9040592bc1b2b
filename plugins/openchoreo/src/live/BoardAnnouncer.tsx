import { useEffect, useRef, useState } from 'react';
import { VisuallyHidden } from '@backstage/ui';
import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { boardChanges, type BoardChange } from './boardChanges';

/** Announces changes of the board to screen readers. */
export function BoardAnnouncer(props: { board: DeployBoard }) {
  const { board } = props;
  const { t } = useTexts();
  const previousBoard = useRef(board);
  const [changes, setChanges] = useState<BoardChange[]>([]);
  useEffect(() => {
    const latest = boardChanges(previousBoard.current, board);
    previousBoard.current = board;
    if (latest.length > 0) setChanges(latest);
  }, [board]);

  const describe = (change: BoardChange): string => {
    const { environment } = change;
    switch (change.type) {
      case 'state':
        return t('live.stateChanged', {
          environment,
          state: t(`state.${change.state}`),
        });
      case 'release':
        return t('live.releaseChanged', {
          environment,
          release: change.release,
        });
      default:
        return t('promotion.phaseChanged', {
          environment,
          phase: t(`promotion.phase.${change.phase}`),
        });
    }
  };
  return (
    <VisuallyHidden role="log" aria-live="polite">
      {changes.map(describe).join(' ')}
    </VisuallyHidden>
  );
}

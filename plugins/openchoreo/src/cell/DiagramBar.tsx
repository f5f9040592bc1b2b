import { Button, ButtonIcon } from '@backstage/ui';
import {
  RiAddLine,
  RiDownloadLine,
  RiFullscreenLine,
  RiSubtractLine,
} from '@remixicon/react';
import { connectionStates } from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import type { CellGraph } from './cellGraph';
import styles from './cell.module.css';

/** What is below the diagram of a cell: what its lines mean, zoom and export. */
export function DiagramBar(props: {
  graph: CellGraph;
  onZoomIn: () => void;
  onZoomOut: () => void;
  onFit: () => void;
  onSave: () => void;
}) {
  const { graph } = props;
  const { t } = useTexts();
  return (
    <div className={styles.bar}>
      <ul className={styles.legend} aria-label={t('cell.legend')}>
        {connectionStates
          .filter(state => graph.links.some(link => link.state === state))
          .map(state => (
            <li key={state} data-state={state}>
              <svg width={24} height={8} aria-hidden="true">
                <line x1={0} x2={24} y1={4} y2={4} />
              </svg>
              {t(`cell.connection.${state}`)}
            </li>
          ))}
      </ul>
      <div className={styles.controls}>
        <ButtonIcon
          size="small"
          variant="secondary"
          icon={<RiSubtractLine />}
          aria-label={t('cell.zoomOut')}
          onPress={props.onZoomOut}
        />
        <ButtonIcon
          size="small"
          variant="secondary"
          icon={<RiAddLine />}
          aria-label={t('cell.zoomIn')}
          onPress={props.onZoomIn}
        />
        <ButtonIcon
          size="small"
          variant="secondary"
          icon={<RiFullscreenLine />}
          aria-label={t('cell.fit')}
          onPress={props.onFit}
        />
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine />}
          onPress={props.onSave}
        >
          {t('cell.save')}
        </Button>
      </div>
    </div>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatClock, useLocale } from '../time';
import { openChoreoTranslationRef } from '../translation';
import type { Connection } from './LiveBoard';
import styles from './live.module.css';

/** Says how current the page is. Acts stay possible meanwhile: the server checks them. */
export function LiveIndicator(props: {
  connection: Connection;
  heardAt?: number;
  onReconnect: () => void;
}) {
  const { connection, heardAt, onReconnect } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const locale = useLocale();
  const time = heardAt === undefined ? '' : formatClock(heardAt, locale);
  const words = {
    connecting: t('live.connecting'),
    live: t('live.live'),
    reconnecting: t('live.reconnecting', { time }),
    stopped: t('live.stopped', { time }),
  }[connection];
  return (
    <span className={styles.indicator} data-connection={connection}>
      <span className={styles.dot} aria-hidden="true" />
      <span role="status">{words}</span>
      {connection !== 'live' && connection !== 'connecting' && (
        <button
          type="button"
          className={styles.reconnect}
          onClick={onReconnect}
        >
          {t('live.reconnect')}
        </button>
      )}
    </span>
  );
}

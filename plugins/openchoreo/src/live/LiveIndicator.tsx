import { pollEveryMs } from './LiveConnection';
import { formatClock, useLocale } from '../time';
import { useTexts } from '../useTexts';
import type { ConnectionStatus } from './liveSnapshot';
import styles from './live.module.css';

/** The status of the connection. Actions stay enabled without a connection, because the server checks them. */
export function LiveIndicator(props: {
  connection: ConnectionStatus;
  lastMessageAt?: number;
  onReconnect: () => void;
}) {
  const { connection, lastMessageAt, onReconnect } = props;
  const { t } = useTexts();
  const locale = useLocale();
  const time =
    lastMessageAt === undefined ? '' : formatClock(lastMessageAt, locale);
  const labels = {
    connecting: t('live.connecting'),
    live: t('live.live'),
    polling: t('live.polling', { seconds: pollEveryMs / 1000 }),
    reconnecting: t('live.reconnecting', { time }),
    deleted: t('live.deleted'),
    stopped: t('live.stopped', { time }),
  };
  return (
    <span className={styles.indicator} data-connection={connection}>
      <span className={styles.dot} aria-hidden="true" />
      <span
        role="status"
        title={connection === 'polling' ? t('live.pollingReason') : undefined}
      >
        {labels[connection]}
      </span>
      {(connection === 'reconnecting' || connection === 'stopped') && (
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

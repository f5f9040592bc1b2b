import { useCallback, useSyncExternalStore } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { openChoreoTranslationRef } from '../translation';
import { subscribeToSeconds } from './clock';
import { formatAgo, formatExact } from './formatTime';
import { useLocale } from './useLocale';
import styles from './time.module.css';

/**
 * How long ago something was, kept current; the exact local time shows on hover and on focus.
 *
 * It renders again only when its words change.
 */
export function RelativeTime(props: {
  /** ISO 8601 time. */
  at: string;
}) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const locale = useLocale();
  const at = Date.parse(props.at);
  const words = useSyncExternalStore(
    subscribeToSeconds,
    useCallback(() => formatAgo(at, Date.now(), locale), [at, locale]),
  );
  if (Number.isNaN(at)) return null;
  return (
    // Reached with the keyboard for the exact time, which a tooltip of the browser would keep to the mouse.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <time className={styles.time} dateTime={props.at} tabIndex={0}>
      {words ?? t('time.justNow')}{' '}
      <span className={styles.exact}>{formatExact(at, locale)}</span>
    </time>
  );
}

import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Button } from '@backstage/ui';
import type { LogLine } from '@promenade/backstage-plugin-openchoreo-common';
import { formatClock, formatExact, useLocale } from '../time';
import { useTexts } from '../useTexts';
import {
  isAroundFailure,
  plainText,
  splitMatches,
  type NumberedLine,
} from './logText';
import styles from './runtime.module.css';

/** How far from its end a log may be scrolled and still be at its end, in pixels. */
const endTolerance = 24;

/** A line with its time. Memoized, because a log has thousands. */
const Line = memo((props: { line: LogLine; search: string }) => {
  const { line, search } = props;
  const locale = useLocale();
  const time = line.at === undefined ? NaN : Date.parse(line.at);
  return (
    <>
      {!Number.isNaN(time) && (
        <time
          className={styles.time}
          dateTime={line.at}
          title={formatExact(time, locale)}
        >
          {formatClock(time, locale)}
        </time>
      )}
      <span className={styles.text}>
        {splitMatches(plainText(line.text), search).map(
          ({ text, isMatch }, index) =>
            isMatch ? <mark key={index}>{text}</mark> : text,
        )}
      </span>
    </>
  );
});

/** The lines of a log. It stays at its end while lines are added, unless the user scrolls up. */
export function LogLines(props: {
  lines: readonly NumberedLine[];
  label: string;
  /** The text that is highlighted. */
  search: string;
  /** ISO 8601 time of a failure. The lines around it are highlighted, and scrolled to first. */
  failedAt?: string;
}) {
  const { lines, label, search, failedAt } = props;
  const { t } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  const failed = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(failedAt === undefined);
  const toEnd = () => {
    setAtEnd(true);
    frame.current?.scrollTo({ top: frame.current.scrollHeight });
  };
  // Before the next scroll event, which would find the log above its end.
  useLayoutEffect(() => {
    if (isAtEnd) {
      frame.current?.scrollTo?.({ top: frame.current.scrollHeight });
    }
  }, [isAtEnd, lines]);
  const firstFailed = lines.findIndex(line => isAroundFailure(line, failedAt));
  const hasFailed = firstFailed >= 0;
  const onScroll = useCallback(() => {
    const { current } = frame;
    if (!current) return;
    const { scrollHeight, scrollTop, clientHeight } = current;
    setAtEnd(scrollHeight - scrollTop - clientHeight <= endTolerance);
  }, []);
  useEffect(() => {
    if (hasFailed) failed.current?.scrollIntoView?.({ block: 'nearest' });
    // A log that fits into the frame is not scrolled, and emits no event.
    onScroll();
  }, [hasFailed, failedAt, onScroll]);
  return (
    <div className={styles.logFrame}>
      <div
        ref={frame}
        className={styles.log}
        role="log"
        // A screen reader reads the log on request: it may grow without end.
        aria-live="off"
        aria-label={label}
        // Focusable, so that the keyboard can scroll it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={onScroll}
      >
        {lines.map((line, index) => {
          const isFailed = hasFailed && isAroundFailure(line, failedAt);
          return (
            <div
              key={line.number}
              ref={index === firstFailed ? failed : undefined}
              className={styles.line}
              data-failed={isFailed || undefined}
            >
              {index === firstFailed && (
                <strong className={styles.failedHere}>
                  {t('log.failure')}
                </strong>
              )}
              <Line line={line} search={search} />
            </div>
          );
        })}
      </div>
      {!isAtEnd && (
        <Button
          className={styles.toEnd}
          size="small"
          variant="secondary"
          onPress={toEnd}
        >
          {t('log.toEnd')}
        </Button>
      )}
    </div>
  );
}

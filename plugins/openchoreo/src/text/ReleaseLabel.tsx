import { useTexts } from '../useTexts';
import { CopyButton } from './CopyButton';
import styles from './text.module.css';

/** A release: its version, then its short hash, with a button that copies the full hash. */
export function ReleaseLabel(props: {
  version?: string;
  short: string;
  hash: string;
  /** Shown when the pointer is over the version, such as the image reference. */
  title?: string;
}) {
  const { version, short, hash, title } = props;
  const { t } = useTexts();
  return (
    <span className={styles.release}>
      {version && (
        <span className={styles.version} title={title}>
          {version}
        </span>
      )}{' '}
      <span className={styles.hash} data-only={!version || undefined}>
        <code>{short}</code>
        <CopyButton
          text={hash}
          name={t('card.copyRelease', { release: short })}
        />
      </span>
    </span>
  );
}

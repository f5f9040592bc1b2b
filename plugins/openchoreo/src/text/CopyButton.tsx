import { useEffect, useState } from 'react';
import { RiCheckLine, RiCloseLine, RiFileCopyLine } from '@remixicon/react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { openChoreoTranslationRef } from '../translation';
import { copyText } from './copyText';
import styles from './text.module.css';

const shownFor = 2000;
const icons = { idle: RiFileCopyLine, done: RiCheckLine, failed: RiCloseLine };

/** Copies a text, and says so. */
export function CopyButton(props: {
  /** What is put on the clipboard. */
  text: string;
  /** What it is, for people: "release 7f3a2c1". */
  what: string;
}) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const [outcome, setOutcome] = useState<keyof typeof icons>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), shownFor);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = () =>
    copyText(props.text).then(
      () => setOutcome('done'),
      () => setOutcome('failed'),
    );
  const Icon = icons[outcome];
  const label = t('time.copy', { what: props.what });
  return (
    <>
      <button
        type="button"
        className={styles.copy}
        data-outcome={outcome}
        aria-label={label}
        title={label}
        onClick={copy}
      >
        <Icon size={14} aria-hidden="true" />
      </button>
      <VisuallyHidden role="status">
        {outcome === 'done' && t('time.copied')}
        {outcome === 'failed' && t('time.notCopied')}
      </VisuallyHidden>
    </>
  );
}

import { useEffect, useState } from 'react';
import { RiCheckLine, RiCloseLine, RiFileCopyLine } from '@remixicon/react';
import { VisuallyHidden } from '@backstage/ui';
import { useTexts } from '../useTexts';
import styles from './text.module.css';

const outcomeMs = 2000;
const icons = { idle: RiFileCopyLine, done: RiCheckLine, failed: RiCloseLine };

/** Copies a text to the clipboard and shows whether that succeeded. */
export function CopyButton(props: {
  /** The text to copy. */
  text: string;
  /** What the text is, such as "release 7f3a2c1". Part of the label of the button. */
  name: string;
}) {
  const { t } = useTexts();
  const [outcome, setOutcome] = useState<keyof typeof icons>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), outcomeMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = () =>
    copyText(props.text).then(
      () => setOutcome('done'),
      () => setOutcome('failed'),
    );
  const Icon = icons[outcome];
  const label = t('copy.button', { name: props.name });
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
        {outcome === 'done' && t('copy.done')}
        {outcome === 'failed' && t('copy.failed')}
      </VisuallyHidden>
    </>
  );
}

/**
 * Copies a text to the clipboard.
 *
 * The clipboard API exists only on HTTPS and localhost. Elsewhere the text is copied from a selection.
 *
 * @throws Error if the browser does not allow either
 */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.style.position = 'fixed';
  area.style.opacity = '0';
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const succeeded = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!succeeded) throw new Error('The browser does not allow copying');
}

import type { ReactNode } from 'react';
import {
  RiAlertLine,
  RiCheckLine,
  RiErrorWarningLine,
  RiInformationLine,
} from '@remixicon/react';
import styles from './scaffolder.module.css';

/** What is known about the value of a field. An `error` prevents the next step of the form. */
export interface FieldStatus {
  tone: 'error' | 'warning' | 'success' | 'info';
  text: ReactNode;
}

const icons = {
  error: RiErrorWarningLine,
  warning: RiAlertLine,
  success: RiCheckLine,
  info: RiInformationLine,
};

/**
 * The status of a field, below its input. Screen readers announce it when it changes, and read it with the input that names it
 * in `aria-describedby`.
 */
export function FieldMessage(props: {
  id?: string;
  status: FieldStatus | undefined;
}) {
  const { id, status } = props;
  const Icon = status && icons[status.tone];
  // A live region must exist before its content.
  return (
    <div
      id={id}
      className={styles.message}
      data-tone={status?.tone}
      aria-live="polite"
    >
      {Icon && <Icon size={16} aria-hidden="true" />}
      {status && <span className={styles.messageText}>{status.text}</span>}
    </div>
  );
}

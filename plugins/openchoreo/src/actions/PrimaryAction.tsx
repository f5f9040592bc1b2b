import { useId, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { openChoreoTranslationRef } from '../translation';
import type { CardAction } from './cardActionModel';
import styles from './actions.module.css';

/** The action that is shown as a button. If it is not possible now, its reason is above the button. */
export function PrimaryAction(props: {
  action: CardAction | undefined;
  label: string | undefined;
  isPending: boolean;
  /** Whether the button has the primary style. */
  isEmphasized: boolean;
  onAction: (action: CardAction) => void;
  /** Shown at the end of the row. */
  children: ReactNode;
}) {
  const { action, label, isPending, isEmphasized, onAction, children } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const reasonId = useId();
  const isDisabled = action && !action.enabled;
  return (
    <>
      {isDisabled && (
        <Text
          id={reasonId}
          variant="body-small"
          color="secondary"
          className={styles.reason}
        >
          {action.reason ?? t('action.notPossible')}
        </Text>
      )}
      <div className={styles.row}>
        {action && (
          <Button
            className={styles.primary}
            variant={isEmphasized ? 'primary' : 'secondary'}
            isDisabled={isDisabled}
            isPending={isPending}
            aria-describedby={isDisabled ? reasonId : undefined}
            onPress={() => onAction(action)}
          >
            {label}
          </Button>
        )}
        {children}
      </div>
    </>
  );
}

import { useId, type ReactNode } from 'react';
import { Button, Text } from '@backstage/ui';
import { useTexts } from '../useTexts';
import type { CardAction } from './cardActionModel';
import styles from './actions.module.css';

/** The verbs that bring a change forward. Their button has the primary style. */
const forwardVerbs: ReadonlySet<CardAction['verb']> = new Set([
  'Promote',
  'Review',
]);

/** The action that is shown as a button. Above it is a hint, or the reason why it is not possible now. */
export function PrimaryAction(props: {
  action: CardAction | undefined;
  label: string | undefined;
  /** What the action would do. */
  hint: string | undefined;
  isPending: boolean;
  onAction: (action: CardAction) => void;
  /** Shown at the end of the row. */
  children: ReactNode;
}) {
  const { action, label, hint, isPending, onAction, children } = props;
  const { t } = useTexts();
  const reasonId = useId();
  const isDisabled = action && !action.enabled;
  const explanation = isDisabled
    ? action.reason ?? t('action.notPossible')
    : hint;
  return (
    <>
      {explanation && (
        <Text
          id={reasonId}
          variant="body-small"
          color="secondary"
          className={styles.reason}
        >
          {explanation}
        </Text>
      )}
      <div className={styles.row}>
        {action && (
          <Button
            className={styles.primary}
            variant={
              action.enabled && forwardVerbs.has(action.verb)
                ? 'primary'
                : 'secondary'
            }
            isDisabled={isDisabled}
            isPending={isPending}
            aria-describedby={explanation ? reasonId : undefined}
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

import { useId, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { openChoreoTranslationRef } from '../translation';
import type { Act } from './Act';
import styles from './acts.module.css';

/** The act that comes next, with the reason above it where it is not possible now. */
export function NextAct(props: {
  act: Act | undefined;
  label: string | undefined;
  isPending: boolean;
  /** Whether it is what the page is there for. One act of the same name is enough. */
  isPrimary: boolean;
  onAct: (act: Act) => void;
  /** What stands at the end of the row. */
  children: ReactNode;
}) {
  const { act, label, isPending, isPrimary, onAct, children } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const reasonId = useId();
  const isOff = act && !act.enabled;
  return (
    <>
      {isOff && (
        <Text
          id={reasonId}
          variant="body-small"
          color="secondary"
          className={styles.reason}
        >
          {act.reason ?? t('act.off')}
        </Text>
      )}
      <div className={styles.row}>
        {act && (
          <Button
            className={styles.next}
            variant={isPrimary ? 'primary' : 'secondary'}
            isDisabled={isOff}
            isPending={isPending}
            aria-describedby={isOff ? reasonId : undefined}
            onPress={() => onAct(act)}
          >
            {label}
          </Button>
        )}
        {children}
      </div>
    </>
  );
}

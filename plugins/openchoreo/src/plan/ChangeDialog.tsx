import { useState, type ReactNode } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import type {
  Operation,
  PlanChange,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { PlanChanges } from './PlanChanges';
import contrast from '../text/contrast.module.css';
import styles from './plan.module.css';

/** What a verb that changes an object returns, also on a dry run. */
interface Changes {
  changes: PlanChange[];
  warnings?: string[];
}

/**
 * A form that changes something by a verb. The plan of the change, from a dry run, is shown before the change is made; another input
 * needs another plan.
 */
export function ChangeDialog<
  Input extends z.ZodObject,
  Output extends z.ZodType<Changes>,
>(props: {
  title: string;
  verb: Operation<Input, Output>;
  /** Undefined while the form is incomplete. */
  input: z.input<Input> | undefined;
  isProduction: boolean;
  isDestructive?: boolean;
  /** The fields of the form. */
  children: ReactNode;
  onClose: () => void;
}) {
  const { title, verb, input, isProduction, isDestructive } = props;
  const { children, onClose } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { pending, error, run, clear } = useMutation();
  const [reviewed, setReviewed] = useState<{ of: string } & Changes>();
  const current = JSON.stringify(input);
  const plan = reviewed?.of === current ? reviewed : undefined;
  const review = () =>
    run(async () => {
      if (!input) return;
      const planned = await api.request(verb, input, { dryRun: true });
      setReviewed({ ...planned, of: current });
    });
  const change = async () => {
    const succeeded = await run(async () => {
      if (input) await api.request(verb, input);
    });
    if (succeeded) onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={560}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody className={contrast.surface}>
        <div className={styles.body}>
          {children}
          {plan && <ReviewedChanges plan={plan} isProduction={isProduction} />}
        </div>
      </DialogBody>
      <DialogFooter className={styles.footer}>
        {error && (
          <ErrorAlert
            title={t('change.failed')}
            text={errorMessage(error)}
            action={{ label: t('action.dismiss'), onPress: clear }}
          />
        )}
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        {plan && plan.changes.length > 0 ? (
          <Button
            variant="primary"
            destructive={isDestructive}
            isPending={pending}
            onPress={change}
          >
            {t('change.apply')}
          </Button>
        ) : (
          <Button
            variant="primary"
            isDisabled={!input}
            isPending={pending}
            onPress={review}
          >
            {t('change.review')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function ReviewedChanges(props: { plan: Changes; isProduction: boolean }) {
  const { plan, isProduction } = props;
  const { changes, warnings = [] } = plan;
  const { t } = useTexts();
  return (
    <section aria-label={t('change.plan')} aria-live="polite">
      {changes.length === 0 ? (
        <Text as="p">{t('change.none')}</Text>
      ) : (
        <PlanChanges changes={changes} />
      )}
      {warnings.map(warning => (
        <Alert key={warning} status="warning" icon title={warning} />
      ))}
      {isProduction && <Text weight="bold">{t('confirm.production')}</Text>}
    </section>
  );
}

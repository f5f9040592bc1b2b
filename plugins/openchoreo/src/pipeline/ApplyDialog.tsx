import type { ReactNode } from 'react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import type { PlanChange } from '@promenade/backstage-plugin-openchoreo-common';
import { PlanChanges, planStyles, PlanSkeleton } from '../plan';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { useRequest } from '../useRequest';
import contrast from '../text/contrast.module.css';

/** Shows what a change would do, as the API server has validated it, and makes it. */
export function ApplyDialog(props: {
  texts: {
    title: string;
    rejected: string;
    noChanges: string;
    failed: string;
    apply: string;
  };
  /** Must be the same function while the change is the same. */
  plan: (signal: AbortSignal) => Promise<{ changes: readonly PlanChange[] }>;
  apply: () => Promise<unknown>;
  /** What else to know before the change is made. */
  children?: ReactNode;
  onClose: () => void;
  onApplied: () => void;
}) {
  const { texts, onClose, onApplied } = props;
  const { t } = useTexts();
  const { value: plan, error: planError, reload } = useRequest(props.plan);
  const { pending, error, run } = useMutation();
  const apply = async () => {
    const isDone = await run(async () => {
      await props.apply();
    });
    if (!isDone) return;
    onApplied();
    onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>{texts.title}</DialogHeader>
      <DialogBody className={contrast.surface}>
        <div className={planStyles.body}>
          {!plan && !planError && <PlanSkeleton />}
          {planError && (
            <ErrorAlert
              title={texts.rejected}
              text={errorMessage(planError)}
              action={{ label: t('plan.retry'), onPress: reload }}
            />
          )}
          {plan && plan.changes.length === 0 && <Text>{texts.noChanges}</Text>}
          {plan && plan.changes.length > 0 && (
            <PlanChanges changes={plan.changes} />
          )}
          {plan && props.children}
        </div>
      </DialogBody>
      <DialogFooter className={planStyles.footer}>
        {error && (
          <ErrorAlert title={texts.failed} text={errorMessage(error)} />
        )}
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!plan?.changes.length}
          isPending={pending}
          onPress={apply}
        >
          {texts.apply}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

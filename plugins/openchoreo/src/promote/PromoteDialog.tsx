import { useState } from 'react';
import { ResponseError } from '@backstage/errors';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { refusalText } from '../acts/refusalText';
import { useCommand } from '../acts/useCommand';
import { openChoreoApiRef } from '../api';
import { Refusal } from '../text';
import { openChoreoTranslationRef } from '../translation';
import { idempotencyKey } from './idempotencyKey';
import { PlanSkeleton } from './PlanSkeleton';
import { PlanView } from './PlanView';
import { usePlan } from './usePlan';
import styles from './promote.module.css';

/** Shows what a promotion changes, and asks for it. What was typed survives every error. */
export function PromoteDialog(props: {
  component: ComponentRef;
  from: string;
  to: string;
  labelOf: (environment: string) => string;
  onClose: () => void;
}) {
  const { component, from, to, labelOf, onClose } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const api = useApi(openChoreoApiRef);
  const { plan, error, loading, reload } = usePlan(component, from, to);
  const { pending, error: refusal, run, clear } = useCommand();
  const [reason, setReason] = useState('');
  const [key] = useState(idempotencyKey);

  const environment = labelOf(to);
  const release = plan?.release;
  const possible = release && plan.blockers.length === 0 && !error && !loading;
  const moved = refusal instanceof ResponseError && refusal.statusCode === 409;
  const promote = async () => {
    if (!release) return;
    const done = await run(async () => {
      await api.promote(component, {
        from,
        to,
        release: release.hash,
        reason: reason.trim() || undefined,
        // A retry of the same wish carries the same key; another release is another wish.
        idempotencyKey: `${key}-${release.short}`,
      });
    });
    if (done) onClose();
  };
  const lookAgain = () => {
    clear();
    reload();
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>{t('plan.title', { environment })}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          {!plan && loading && <PlanSkeleton />}
          {error && (
            <Refusal
              title={t('plan.failed')}
              text={refusalText(error)}
              action={{ label: t('plan.again'), onPress: reload }}
            />
          )}
          {plan && <PlanView plan={plan} labelOf={labelOf} />}
          {plan && (
            <TextField
              label={t('plan.reason')}
              secondaryLabel={t('plan.reasonOptional')}
              description={t('plan.reasonDescription')}
              value={reason}
              onChange={setReason}
              maxLength={1000}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter className={styles.footer}>
        {refusal && (
          <Refusal
            title={t('plan.refused')}
            text={refusalText(refusal)}
            action={
              moved ? { label: t('plan.look'), onPress: lookAgain } : undefined
            }
          />
        )}
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!possible || moved}
          isPending={pending}
          onPress={promote}
        >
          {release
            ? t('plan.button', { release: release.short, environment })
            : t('plan.title', { environment })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

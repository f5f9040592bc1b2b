import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
  isResponseError,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { LoadedPlan, Manifests, planStyles, usePlan } from '../plan';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { idempotencyKey } from './idempotencyKey';
import contrast from '../text/contrast.module.css';

/** Shows the plan of a promotion and requests the promotion. Keeps what was typed after an error. */
export function PromoteDialog(props: {
  component: ComponentRef;
  from: string;
  to: string;
  /** Name of the artifact that the source runs, where it is known. */
  artifact: string | undefined;
  labelOf: (environment: string) => string;
  onClose: () => void;
}) {
  const { component, from, to, artifact, labelOf, onClose } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const planState = usePlan(component, { type: 'promotion', from, to });
  const { value: plan, error, loading, reload } = planState;
  const { pending, error: promoteError, run, clear } = useMutation();
  const [reason, setReason] = useState('');
  const [key] = useState(idempotencyKey);

  const environment = labelOf(to);
  const release = plan?.release;
  const canPromote =
    release && plan.blockers.length === 0 && !error && !loading;
  const isSourceChanged =
    isResponseError(promoteError) && promoteError.statusCode === 409;
  const promote = async () => {
    if (!release) return;
    const succeeded = await run(async () => {
      await api.request(verbs.promoteComponent, {
        ...component,
        from,
        to,
        release: release.hash,
        reason: reason.trim() || undefined,
        // A retry must carry the same key. A promotion of another release must not.
        idempotencyKey: `${key}-${release.short}`,
      });
    });
    if (succeeded) onClose();
  };
  const reloadPlan = () => {
    clear();
    reload();
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>{t('plan.title', { environment })}</DialogHeader>
      <DialogBody className={contrast.surface}>
        <div className={planStyles.body}>
          <LoadedPlan state={planState} labelOf={labelOf} isProspective />
          {plan?.release && artifact && (
            <Manifests
              component={component}
              subject={{ environment: to, artifact }}
            />
          )}
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
      <DialogFooter className={planStyles.footer}>
        {promoteError && (
          <ErrorAlert
            title={t('plan.promoteFailed')}
            text={errorMessage(promoteError)}
            action={
              isSourceChanged
                ? { label: t('plan.reload'), onPress: reloadPlan }
                : undefined
            }
          />
        )}
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!canPromote || isSourceChanged}
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

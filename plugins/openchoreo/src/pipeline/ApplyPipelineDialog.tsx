import { useCallback } from 'react';
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
import {
  verbs,
  type OperationInput,
  type PipelineOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { PlanChanges, planStyles, PlanSkeleton } from '../plan';
import { ErrorAlert, errorMessage, labelOf } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { useRequest, useStable } from '../useRequest';
import contrast from '../text/contrast.module.css';

type Input = OperationInput<typeof verbs.applyPipeline>;

/** Shows what a change of a pipeline would do, as the API server has validated it, and makes it. */
export function ApplyPipelineDialog(props: {
  pipeline: PipelineOverview;
  paths: Input['paths'];
  onClose: () => void;
  onApplied: () => void;
}) {
  const { pipeline, paths, onClose, onApplied } = props;
  const { organization, name, projects } = pipeline;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const input = useStable<Input>({ organization, name, paths });
  const {
    value: plan,
    error: planError,
    reload,
  } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(verbs.applyPipeline, input, { signal, dryRun: true }),
      [api, input],
    ),
  );
  const { pending, error, run } = useMutation();
  const apply = async () => {
    const isDone = await run(async () => {
      await api.request(verbs.applyPipeline, input);
    });
    if (!isDone) return;
    onApplied();
    onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>
        {t('pipeline.changeTitle', { pipeline: labelOf(pipeline) })}
      </DialogHeader>
      <DialogBody className={contrast.surface}>
        <div className={planStyles.body}>
          {!plan && !planError && <PlanSkeleton />}
          {planError && (
            <ErrorAlert
              title={t('pipeline.rejected')}
              text={errorMessage(planError)}
              action={{ label: t('plan.retry'), onPress: reload }}
            />
          )}
          {plan && plan.changes.length === 0 && (
            <Text>{t('pipeline.noChanges')}</Text>
          )}
          {plan && plan.changes.length > 0 && (
            <PlanChanges changes={plan.changes} />
          )}
          {plan && projects.length > 0 && (
            <Alert
              status="info"
              icon
              title={t('pipeline.affects', { count: projects.length })}
              description={projects.map(labelOf).join(', ')}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter className={planStyles.footer}>
        {error && (
          <ErrorAlert title={t('pipeline.failed')} text={errorMessage(error)} />
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
          {t('pipeline.apply', { pipeline: labelOf(pipeline) })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import type {
  ComponentRef,
  PlanChange,
  ReleaseRevision,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { PlanChanges, planStyles, PlanSkeleton, requestPlan } from '../plan';
import { ErrorAlert, errorMessage, ReleaseLabel, releaseText } from '../text';
import { useTexts } from '../useTexts';
import { useRequest, useStable } from '../useRequest';
import { compareRevisions } from './compareRevisions';
import contrast from '../text/contrast.module.css';

/** The differences between two revisions of an environment. */
export function CompareDialog(props: {
  component: ComponentRef;
  environment: string;
  environmentLabel: string;
  /** The earlier one first. */
  revisions: readonly [ReleaseRevision, ReleaseRevision];
  onClose: () => void;
}) {
  const { component, environment, revisions, onClose } = props;
  const { t } = useTexts();
  const { value, error, reload } = useDifferences(
    component,
    environment,
    revisions,
  );
  const [before, after] = revisions;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>
        {t('compare.title', {
          before: releaseText(before.release),
          after: releaseText(after.release),
          environment: props.environmentLabel,
        })}
      </DialogHeader>
      <DialogBody className={contrast.surface}>
        <div className={planStyles.body}>
          <div className={planStyles.release}>
            <Label revision={before} />
            <RiArrowRightLine size={16} role="img" aria-label={t('plan.to')} />
            <Label revision={after} />
          </div>
          {error && (
            <ErrorAlert
              title={t('compare.failed')}
              text={errorMessage(error)}
              action={{ label: t('plan.retry'), onPress: reload }}
            />
          )}
          {!value && !error && <PlanSkeleton />}
          {value && value.length === 0 && (
            <Text color="secondary">{t('compare.same')}</Text>
          )}
          {value && value.length > 0 && (
            <section className={planStyles.plan}>
              <Text as="h3" variant="body-medium" weight="bold">
                {t('compare.differences')}
              </Text>
              <PlanChanges changes={value} />
            </section>
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('review.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Label(props: { revision: ReleaseRevision }) {
  const { version, short, hash } = props.revision.release;
  return <ReleaseLabel version={version} short={short} hash={hash} />;
}

function useDifferences(
  ref: ComponentRef,
  environment: string,
  pair: readonly [ReleaseRevision, ReleaseRevision],
) {
  const api = useApi(openChoreoApiRef);
  const component = useStable(ref);
  const [before, after] = useStable(pair);
  return useRequest(
    useCallback(
      async (signal: AbortSignal): Promise<PlanChange[]> => {
        const planOf = ({ artifact, promotion }: ReleaseRevision) =>
          requestPlan(
            api,
            component,
            {
              type: 'rollback',
              environment,
              artifact,
              revisionOf: promotion,
            },
            signal,
          );
        const plans = await Promise.all([planOf(before), planOf(after)]);
        return compareRevisions(...plans);
      },
      [api, component, environment, before, after],
    ),
  );
}

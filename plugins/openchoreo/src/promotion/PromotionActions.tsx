import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, ButtonLink, Text } from '@backstage/ui';
import {
  isPromotionComplete,
  isPromotionRunning,
  verbs,
  type PromotionDescription,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { CancelDialog } from './CancelDialog';
import { ReviewDialog } from './ReviewDialog';
import styles from './promotionPage.module.css';

/** What can be done about a promotion, with the reason of what the caller may not do. */
export function PromotionActions(props: { description: PromotionDescription }) {
  const { component, entityRef, promotion, decide, cancel } = props.description;
  const { t } = useTexts();
  const entityLink = useEntityRefLink();
  const [dialog, setDialog] = useState<'review' | 'cancel'>();
  const api = useApi(openChoreoApiRef);
  const { pending, error, run } = useMutation();
  const close = () => setDialog(undefined);
  const requestCancel = () =>
    run(async () => {
      const { name } = promotion;
      await api.request(verbs.cancelPromotion, { ...component, name });
    });
  const isWaiting = promotion.phase === 'AwaitingApproval';
  const isComplete = isPromotionComplete(promotion);
  const decidable = { enabled: decide.isAllowed, reason: decide.reason };
  const reasons = [
    isWaiting ? decide.reason : undefined,
    isComplete ? undefined : cancel.reason,
  ].filter(reason => reason !== undefined);
  const dialogProps = {
    component,
    promotion,
    labelOf: (environment: string) => environment,
    onClose: close,
  };
  return (
    <div className={styles.actions}>
      {isWaiting && (
        <Button
          variant={decide.isAllowed ? 'primary' : 'secondary'}
          onPress={() => setDialog('review')}
        >
          {t('verb.Review')}
        </Button>
      )}
      {!isComplete && (
        <Button
          variant="secondary"
          isDisabled={!cancel.isAllowed}
          isPending={pending}
          onPress={() =>
            // A rollout that is in progress is taken back.
            isPromotionRunning(promotion)
              ? setDialog('cancel')
              : requestCancel()
          }
        >
          {t('promotionPage.cancel')}
        </Button>
      )}
      <ButtonLink variant="tertiary" href={`${entityLink(entityRef)}/deploy`}>
        {t('promotionPage.deploy')}
      </ButtonLink>
      {reasons.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {reasons.join(' ')}
        </Text>
      )}
      {error && (
        <ErrorAlert title={t('action.failed')} text={errorMessage(error)} />
      )}
      {dialog === 'review' && (
        <ReviewDialog
          {...dialogProps}
          componentLabel={component.component}
          approve={decidable}
          reject={decidable}
        />
      )}
      {dialog === 'cancel' && <CancelDialog {...dialogProps} />}
    </div>
  );
}

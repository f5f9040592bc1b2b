import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ActionDialog } from '../actions/ActionDialog';
import { openChoreoApiRef } from '../api';
import { useTexts } from '../useTexts';

/** Asks for confirmation before a running promotion is cancelled: its target goes back to the previous release. */
export function CancelDialog(props: {
  component: ComponentRef;
  promotion: PromotionView;
  labelOf: (environment: string) => string;
  onClose: () => void;
}) {
  const { component, promotion, labelOf, onClose } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { name, to, replaces } = promotion;
  const environment = labelOf(to);
  return (
    <ActionDialog
      title={t('cancel.title', { environment })}
      action={t('cancel.button', { environment })}
      cancel={t('cancel.keep')}
      isDestructive
      execute={() => api.request(verbs.cancelPromotion, { ...component, name })}
      onClose={onClose}
    >
      <Text>
        {replaces
          ? t('cancel.goesBack', { environment, release: replaces.short })
          : t('cancel.undeploys', { environment })}
      </Text>
    </ActionDialog>
  );
}

import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useTexts } from '../useTexts';
import { useStable } from '../useRequest';
import { ApplyDialog } from './ApplyDialog';

/** Shows what a change of gates and approvals would do, and makes it. */
export function ApplyPolicyDialog(props: {
  input: OperationInput<typeof verbs.applyPromotionPolicy>;
  /** The edge that it changes, for people. */
  edge: string;
  onClose: () => void;
  onApplied: () => void;
}) {
  const { edge, onClose, onApplied } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const input = useStable(props.input);
  return (
    <ApplyDialog
      texts={{
        title: t('pipeline.policy.changeTitle', { edge }),
        rejected: t('pipeline.rejected'),
        noChanges: t('pipeline.policy.noChanges'),
        failed: t('pipeline.policy.notChanged'),
        apply: t('pipeline.policy.apply'),
      }}
      plan={useCallback(
        (signal: AbortSignal) =>
          api.request(verbs.applyPromotionPolicy, input, {
            signal,
            dryRun: true,
          }),
        [api, input],
      )}
      apply={() => api.request(verbs.applyPromotionPolicy, input)}
      onClose={onClose}
      onApplied={onApplied}
    />
  );
}

import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Text, TextField } from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ActionDialog } from '../actions/ActionDialog';
import { openChoreoApiRef } from '../api';
import { idempotencyKey } from '../promotion/idempotencyKey';
import { useTexts } from '../useTexts';

/** Starts a build of a branch or a commit. */
export function BuildDialog(props: {
  component: ComponentRef;
  /** The branch that is built by default. */
  branch: string;
  /** The commit that is proposed. */
  commit?: string;
  onClose: () => void;
}) {
  const { component, onClose } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const [branch, setBranch] = useState(props.branch);
  const [commit, setCommit] = useState(props.commit ?? '');
  const [key] = useState(idempotencyKey);
  const start = async () => {
    const revision = { branch: branch.trim(), commit: commit.trim() };
    await api.request(verbs.buildComponent, {
      ...component,
      branch: revision.branch || undefined,
      commit: revision.commit || undefined,
      // A retry must carry the same key. A build of another revision must not.
      idempotencyKey: `${key}-${revision.branch}-${revision.commit}`,
    });
  };
  return (
    <ActionDialog
      title={t('builds.startTitle', { component: component.component })}
      action={t('builds.start')}
      failed={t('builds.startFailed')}
      execute={start}
      onClose={onClose}
    >
      <Text>{t('builds.startText')}</Text>
      <TextField
        label={t('builds.branch')}
        value={branch}
        onChange={setBranch}
      />
      <TextField
        label={t('builds.commit')}
        description={t('builds.commitDescription')}
        value={commit}
        onChange={setCommit}
      />
    </ActionDialog>
  );
}

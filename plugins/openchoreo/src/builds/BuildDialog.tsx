import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { idempotencyKey } from '../promotion/idempotencyKey';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';

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
  const { pending, error, run } = useMutation();
  const start = async () => {
    const revision = { branch: branch.trim(), commit: commit.trim() };
    const succeeded = await run(async () => {
      await api.request(verbs.buildComponent, {
        ...component,
        branch: revision.branch || undefined,
        commit: revision.commit || undefined,
        // A retry must carry the same key. A build of another revision must not.
        idempotencyKey: `${key}-${revision.branch}-${revision.commit}`,
      });
    });
    if (succeeded) onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={480}>
      <DialogHeader>
        {t('builds.startTitle', { component: component.component })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
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
          {error && (
            <ErrorAlert
              title={t('builds.startFailed')}
              text={errorMessage(error)}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button variant="primary" isPending={pending} onPress={start}>
          {t('builds.start')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

import { useState } from 'react';
import { Button, Text } from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { OverviewCard } from '../catalog/Overview';
import type { DeniedReason } from '../permissions/useAllowedVerbs';
import { useTexts } from '../useTexts';
import { ChangeComponentDialog } from './ChangeComponentDialog';
import { DeleteComponentDialog } from './DeleteComponentDialog';
import styles from './configuration.module.css';

/** Changes of the component as a whole: what runs, and its deletion. */
export function ComponentActions(props: {
  component: ComponentRef;
  board: DeployBoard;
  deniedReason: DeniedReason;
}) {
  const { component, board, deniedReason } = props;
  const { t } = useTexts();
  const [dialog, setDialog] = useState<'change' | 'delete'>();
  const close = () => setDialog(undefined);
  const [first] = board.environments;
  const changeDenied = deniedReason(
    verbs.updateComponent,
    first?.environment.name,
  );
  const deleteDenied = deniedReason(verbs.deleteComponent);
  return (
    <OverviewCard title={t('component.title')}>
      {first && (
        <Action
          label={t('component.change')}
          text={t('component.changeText')}
          denied={changeDenied}
          onPress={() => setDialog('change')}
        />
      )}
      <Action
        label={t('component.delete')}
        text={t('component.deleteText')}
        denied={deleteDenied}
        isDestructive
        onPress={() => setDialog('delete')}
      />
      {dialog === 'change' && first && (
        <ChangeComponentDialog
          component={component}
          type={board.component.type}
          first={first}
          onClose={close}
        />
      )}
      {dialog === 'delete' && (
        <DeleteComponentDialog component={component} onClose={close} />
      )}
    </OverviewCard>
  );
}

/** A button with what it does beside it. A button that is off has its reason there. */
function Action(props: {
  label: string;
  text: string;
  denied: string | undefined;
  isDestructive?: boolean;
  onPress: () => void;
}) {
  const { label, text, denied, isDestructive, onPress } = props;
  return (
    <div className={styles.actions}>
      <Button
        variant="secondary"
        destructive={isDestructive}
        isDisabled={denied !== undefined}
        onPress={onPress}
      >
        {label}
      </Button>
      <Text variant="body-small" color="secondary">
        {denied ?? text}
      </Text>
    </div>
  );
}

import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMoreFill } from '@remixicon/react';
import { useTexts } from '../useTexts';
import type { CardAction } from './cardActionModel';
import styles from './actions.module.css';

/**
 * The actions that are not shown as a button.
 *
 * An action that is not possible now stays focusable: the keyboard skips disabled menu items, and with them their reason.
 */
export function ActionMenu(props: {
  actions: readonly CardAction[];
  label: string;
  labelOf: (action: CardAction) => string;
  isDisabled: boolean;
  onAction: (action: CardAction) => void;
}) {
  const { actions, label, labelOf, isDisabled, onAction } = props;
  const { t } = useTexts();
  return (
    <MenuTrigger>
      <ButtonIcon
        className={styles.more}
        variant="tertiary"
        aria-label={label}
        icon={<RiMoreFill />}
        isDisabled={isDisabled}
      />
      <Menu placement="bottom end" aria-label={label}>
        {actions.map(action => (
          <MenuItem
            key={labelOf(action)}
            textValue={labelOf(action)}
            className={styles.item}
            color={
              action.verb === 'Undeploy' && action.enabled
                ? 'danger'
                : 'primary'
            }
            onAction={() => action.enabled && onAction(action)}
          >
            <span data-disabled={!action.enabled || undefined}>
              {labelOf(action)}
              {!action.enabled && (
                <span className={styles.itemReason}>
                  {action.reason ?? t('action.notPossible')}
                </span>
              )}
            </span>
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMoreFill } from '@remixicon/react';
import { openChoreoTranslationRef } from '../translation';
import type { Act } from './Act';
import styles from './acts.module.css';

/**
 * The acts that are not the next one.
 *
 * One that is not possible now can be reached all the same: a disabled item of a menu is skipped by the keyboard, and its
 * reason with it.
 */
export function ActMenu(props: {
  acts: readonly Act[];
  label: string;
  labelOf: (act: Act) => string;
  isDisabled: boolean;
  onAct: (act: Act) => void;
}) {
  const { acts, label, labelOf, isDisabled, onAct } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
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
        {acts.map(act => (
          <MenuItem
            key={labelOf(act)}
            textValue={labelOf(act)}
            className={styles.item}
            color={
              act.verb === 'Undeploy' && act.enabled ? 'danger' : 'primary'
            }
            onAction={() => act.enabled && onAct(act)}
          >
            <span data-off={!act.enabled || undefined}>
              {labelOf(act)}
              {!act.enabled && (
                <span className={styles.itemReason}>
                  {act.reason ?? t('act.off')}
                </span>
              )}
            </span>
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

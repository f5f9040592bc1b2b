import {
  useEffect,
  useId,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { Button, ButtonIcon } from '@backstage/ui';
import {
  RiAddLine,
  RiArrowDownSLine,
  RiArrowUpSLine,
  RiDeleteBinLine,
} from '@remixicon/react';
import { useTexts } from '../useTexts';
import type { Rows } from './useRows';
import { FieldMessage, type FieldStatus } from './FieldMessage';
import styles from './scaffolder.module.css';

/**
 * A list whose rows people add, edit, move and remove, by keyboard, too. The focus follows a new row, and stays near a removed one.
 *
 * @param props.nameOf - the name of a row for screen readers, such as that of its variable
 */
export function RowList<Item>(props: {
  label: string;
  description?: string;
  isDisabled: boolean;
  list: Rows<Item>;
  nameOf: (item: Item, index: number) => string;
  newItem: Item;
  addLabel: string;
  children: (item: Item, index: number) => ReactNode;
}) {
  const { label, description, isDisabled, list, nameOf, newItem } = props;
  const { t } = useTexts();
  const descriptionId = useId();
  const listRef = useRef<HTMLUListElement>(null);
  const addRef = useRef<HTMLButtonElement>(null);
  const focusRow = useRowFocus(listRef, addRef);
  const [status, setStatus] = useState<FieldStatus>();
  const announce = (text: string) => setStatus({ tone: 'info', text });
  const { rows } = list;
  return (
    <fieldset
      className={styles.group}
      aria-describedby={description && descriptionId}
    >
      <legend className={styles.groupLabel}>{label}</legend>
      {description && (
        <p id={descriptionId} className={styles.groupDescription}>
          {description}
        </p>
      )}
      <ul ref={listRef} className={styles.rows}>
        {rows.map(({ key, item }, index) => {
          const name = nameOf(item, index);
          const move = (by: -1 | 1) => {
            list.move(index, by);
            announce(
              t('rows.moved', { name, position: String(index + by + 1) }),
            );
          };
          return (
            <li key={key} className={styles.row}>
              {props.children(item, index)}
              <div className={styles.rowButtons}>
                <ButtonIcon
                  variant="tertiary"
                  icon={<RiArrowUpSLine />}
                  aria-label={t('rows.moveUp', { name })}
                  isDisabled={isDisabled || index === 0}
                  onPress={() => move(-1)}
                />
                <ButtonIcon
                  variant="tertiary"
                  icon={<RiArrowDownSLine />}
                  aria-label={t('rows.moveDown', { name })}
                  isDisabled={isDisabled || index === rows.length - 1}
                  onPress={() => move(1)}
                />
                <ButtonIcon
                  variant="tertiary"
                  icon={<RiDeleteBinLine />}
                  aria-label={t('rows.remove', { name })}
                  isDisabled={isDisabled}
                  onPress={() => {
                    list.remove(index);
                    announce(t('rows.removed', { name }));
                    focusRow(Math.min(index, rows.length - 2));
                  }}
                />
              </div>
            </li>
          );
        })}
      </ul>
      <div>
        <Button
          ref={addRef}
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={isDisabled}
          onPress={() => {
            list.add(newItem);
            focusRow(rows.length);
          }}
        >
          {props.addLabel}
        </Button>
      </div>
      <FieldMessage status={status} />
    </fieldset>
  );
}

/** Returns a function that focuses the first input of a row once it is there, or the button that adds one without any row. */
function useRowFocus(
  list: RefObject<HTMLUListElement>,
  addButton: RefObject<HTMLButtonElement>,
): (index: number) => void {
  const [wanted, setWanted] = useState<number>();
  useEffect(() => {
    if (wanted === undefined) return;
    const row = list.current?.children[wanted];
    const target = row?.querySelector<HTMLElement>('input, button');
    (target ?? addButton.current)?.focus();
    setWanted(undefined);
  }, [wanted, list, addButton]);
  return setWanted;
}

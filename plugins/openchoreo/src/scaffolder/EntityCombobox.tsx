import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { FilterPredicate } from '@backstage/filter-predicates';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox } from '@backstage/ui';
import { errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useRequest } from '../useRequest';
import type { FieldProps } from './defineFormField';
import { FieldMessage, type FieldStatus } from './FieldMessage';
import { useDebounced } from './useDebounced';
import styles from './scaffolder.module.css';

/** The most entities that are offered at once. Typing narrows them down. */
const maxOptions = 20;

/**
 * Selects one of the entities that a filter matches. The catalog searches as one types; it is never read as a whole.
 *
 * @param props.filter - must be the same object while nothing changes; undefined while it is not known
 */
export function EntityCombobox(props: {
  field: FieldProps<string>;
  filter: FilterPredicate | undefined;
  describe: (entity: Entity) => string | undefined;
  /** Shown when the catalog has no such entity. */
  empty: string;
}) {
  const { field, filter, describe, empty } = props;
  const { label, description, isRequired, isDisabled, value, onChange } = field;
  const { t } = useTexts();
  const messageId = useId();
  const { selected, isSettled } = useEntity(value);
  const selectedTitle = selected && titleOf(selected);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? selectedTitle ?? '';
  // With the text of the selection, all entities are offered, not only the selected one.
  const term = useDebounced(text === selectedTitle ? '' : text.trim());
  const { value: found, error, loading } = useSearch(filter, term);
  // A form focuses its first input. An input that has the focus opens its list when the text of its selection is set.
  const [hasLoaded, setHasLoaded] = useState(false);
  const isLoaded = isSettled && (found !== undefined || error !== undefined);
  useEffect(() => {
    if (isLoaded) setHasLoaded(true);
  }, [isLoaded]);
  const entities = withSelected(found ?? [], selected);
  const fieldRef = useRef<HTMLDivElement>(null);
  // The only entity of a required field needs no choice.
  const only =
    isRequired && !term && found?.length === 1 ? found[0] : undefined;
  useEffect(() => {
    // Another text opens the list of an input that has the focus.
    const hasFocus = fieldRef.current?.contains(document.activeElement);
    if (!only || value !== undefined || typed !== undefined || hasFocus) return;
    setTyped(titleOf(only));
    onChange(stringifyEntityRef(only));
  }, [only, value, typed, onChange]);
  const status = (): FieldStatus | undefined => {
    if (error) return { tone: 'error', text: errorMessage(error) };
    if (found?.length !== 0) return undefined;
    return term
      ? { tone: 'info', text: t('field.noMatch', { text: term }) }
      : { tone: 'warning', text: empty };
  };
  return (
    <div ref={fieldRef} className={styles.field}>
      <Combobox
        label={label}
        description={description}
        isRequired={isRequired}
        isDisabled={isDisabled || !hasLoaded}
        aria-describedby={messageId}
        options={entities.map(entity => ({
          id: stringifyEntityRef(entity),
          label: titleOf(entity),
          description: describe(entity),
        }))}
        loading={{ state: loading ? 'filtering' : 'idle' }}
        search={{ mode: 'server', inputValue: text, onInputChange: setTyped }}
        value={value ?? null}
        onChange={key => {
          // The text of the selection, at once: another text would open the list again.
          const entity = entities.find(
            each => stringifyEntityRef(each) === key,
          );
          setTyped(entity && titleOf(entity));
          onChange(key === null ? undefined : String(key));
        }}
      />
      <FieldMessage id={messageId} status={status()} />
    </div>
  );
}

function titleOf({ metadata }: Entity): string {
  return metadata.title ?? metadata.name;
}

/** The selected entity is always an option, so that the input can show it. */
function withSelected(
  entities: readonly Entity[],
  selected: Entity | undefined,
): readonly Entity[] {
  const ref = selected && stringifyEntityRef(selected);
  return selected && !entities.some(each => stringifyEntityRef(each) === ref)
    ? [selected, ...entities]
    : entities;
}

/** The selected entity, and whether the catalog has answered. */
function useEntity(entityRef: string | undefined): {
  selected?: Entity;
  isSettled: boolean;
} {
  const catalogApi = useApi(catalogApiRef);
  const { value, loading } = useRequest(
    useCallback(
      async () =>
        entityRef ? catalogApi.getEntityByRef(entityRef) : undefined,
      [catalogApi, entityRef],
    ),
  );
  const isSelected = value && stringifyEntityRef(value) === entityRef;
  return { selected: isSelected ? value : undefined, isSettled: !loading };
}

function useSearch(filter: FilterPredicate | undefined, term: string) {
  const catalogApi = useApi(catalogApiRef);
  return useRequest(
    useCallback(async () => {
      if (!filter) return undefined;
      const { items } = await catalogApi.queryEntities({
        query: filter,
        limit: maxOptions,
        totalItems: 'exclude',
        orderFields: { field: 'metadata.name', order: 'asc' },
        ...(term && {
          fullTextFilter: {
            term,
            fields: ['metadata.name', 'metadata.title'],
          },
        }),
      });
      return items;
    }, [catalogApi, filter, term]),
  );
}

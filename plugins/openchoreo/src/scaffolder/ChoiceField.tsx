import { useCallback, useEffect, useId } from 'react';
import { Button, Select } from '@backstage/ui';
import { errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useRequest } from '../useRequest';
import type { FieldProps } from './defineFormField';
import { FieldMessage, type FieldStatus } from './FieldMessage';
import styles from './scaffolder.module.css';

/** One of the values of a field. */
export interface Choice {
  value: string;
  label: string;
  description?: string;
  /** Why it cannot be selected, in a sentence. */
  blocked?: string;
}

interface ChoiceFieldProps {
  field: FieldProps<string>;
  /** Reads the choices that a subject has. Must be the same function while nothing changes. */
  load: (subject: string, signal: AbortSignal) => Promise<readonly Choice[]>;
  /** Shown when there are no choices. */
  empty: string;
}

/** Selects one of the choices of a subject, such as the environments of a component. */
export function ChoiceField(
  props: ChoiceFieldProps & {
    /** What the choices belong to. Undefined until it is selected. */
    subject: string | undefined;
    /** Asks for the subject. */
    missing: string;
  },
) {
  const { field, subject, load, missing, empty } = props;
  return subject ? (
    <LoadedChoices
      key={subject}
      field={field}
      subject={subject}
      load={load}
      empty={empty}
    />
  ) : (
    <ChoiceSelect field={field} status={{ tone: 'info', text: missing }} />
  );
}

function LoadedChoices(props: ChoiceFieldProps & { subject: string }) {
  const { field, subject, load, empty } = props;
  const { t } = useTexts();
  const {
    value: choices,
    error,
    loading,
    reload,
  } = useRequest(
    useCallback(
      (signal: AbortSignal) => load(subject, signal),
      [load, subject],
    ),
  );
  useValidChoice(field, choices);
  if (error) {
    return (
      <>
        <ChoiceSelect
          field={field}
          choices={choices}
          status={{ tone: 'error', text: errorMessage(error) }}
        />
        <Button
          className={styles.retry}
          variant="secondary"
          isPending={loading}
          onPress={reload}
        >
          {t('field.retry')}
        </Button>
      </>
    );
  }
  const status: FieldStatus | undefined =
    choices?.length === 0
      ? { tone: 'warning', text: empty }
      : allBlocked(choices);
  return (
    <ChoiceSelect
      field={field}
      choices={choices}
      status={choices ? status : { tone: 'info', text: t('field.loading') }}
    />
  );
}

/** The reason of the first choice, when none can be selected. */
function allBlocked(choices: readonly Choice[] = []): FieldStatus | undefined {
  const reason = choices.every(({ blocked }) => blocked)
    ? choices[0]?.blocked
    : undefined;
  return reason ? { tone: 'warning', text: reason } : undefined;
}

/** Drops a value that is no choice, and selects the only possible choice of a field that is required. */
function useValidChoice(
  { value, isRequired, onChange }: FieldProps<string>,
  choices: readonly Choice[] | undefined,
): void {
  const possible = choices?.filter(({ blocked }) => !blocked);
  const isDropped =
    value !== undefined &&
    possible !== undefined &&
    !possible.some(choice => choice.value === value);
  const only = possible?.length === 1 ? possible[0].value : undefined;
  const preselected = isRequired && value === undefined ? only : undefined;
  useEffect(() => {
    if (isDropped) onChange(undefined);
    else if (preselected !== undefined) onChange(preselected);
  }, [isDropped, preselected, onChange]);
}

function ChoiceSelect(props: {
  field: FieldProps<string>;
  choices?: readonly Choice[];
  status: FieldStatus | undefined;
}) {
  const { field, choices = [], status } = props;
  const { label, description, isRequired, isDisabled, value } = field;
  const messageId = useId();
  return (
    <div className={styles.field}>
      <Select
        label={label}
        description={description}
        isRequired={isRequired}
        isDisabled={isDisabled || choices.length === 0}
        aria-describedby={messageId}
        options={choices.map(choice => ({
          id: choice.value,
          label: choice.label,
          // The reason first: a narrow list cuts long descriptions off.
          description: [choice.blocked, choice.description]
            .filter(Boolean)
            .join(' · '),
          disabled: choice.blocked !== undefined,
        }))}
        value={value ?? null}
        onChange={key => field.onChange(key === null ? undefined : String(key))}
      />
      <FieldMessage id={messageId} status={status} />
    </div>
  );
}

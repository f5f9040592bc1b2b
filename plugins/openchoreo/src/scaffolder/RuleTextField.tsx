import { useId, type ReactNode } from 'react';
import { TextField } from '@backstage/ui';
import { useTexts } from '../useTexts';
import type { FieldProps } from './defineFormField';
import { FieldMessage, type FieldStatus } from './FieldMessage';
import styles from './scaffolder.module.css';

/**
 * A text that is validated as one types.
 *
 * An invalid value makes the input invalid for the browser, too, which then keeps the form from being submitted and moves the
 * focus to it. So neither a pattern of a schema nor its message is needed. An empty value is only missing if it is required.
 */
export function RuleTextField(
  props: Pick<
    FieldProps<string>,
    'label' | 'isRequired' | 'isDisabled' | 'value' | 'onChange'
  > & {
    description?: string;
    /** The errors that the form itself shows below the field. */
    formErrors?: readonly string[];
    /** The rule of the text: the error as the part of a sentence after the name of the field. */
    rule: (text: string) => string | undefined;
    /** What is known about a text that obeys the rule. */
    status?: FieldStatus;
    /** More about the value, below its status. */
    children?: ReactNode;
  },
) {
  const { label, value, onChange, rule, children } = props;
  const messageId = useId();
  const problemText = useProblemText();
  const problem = value ? rule(value) : undefined;
  const status: FieldStatus | undefined = problem
    ? { tone: 'error', text: problemText(label, problem) }
    : props.status;
  const isShownByForm =
    problem !== undefined && (props.formErrors ?? []).includes(problem);
  return (
    <div className={styles.field}>
      <TextField
        label={label}
        description={props.description}
        isRequired={props.isRequired}
        isDisabled={props.isDisabled}
        isInvalid={status?.tone === 'error' || undefined}
        validationBehavior="native"
        aria-describedby={messageId}
        value={value ?? ''}
        onChange={text => onChange(text || undefined)}
      />
      <FieldMessage
        id={messageId}
        status={isShownByForm ? undefined : status}
      />
      {children}
    </div>
  );
}

/** Makes a sentence of the name of a field and the error of its rule. */
export function useProblemText(): (field: string, problem: string) => string {
  const { t } = useTexts();
  return (field, problem) => t('field.problem', { field, problem });
}

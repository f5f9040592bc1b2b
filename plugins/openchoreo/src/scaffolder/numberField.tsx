import { useId } from 'react';
import { NumberField as NumberInput } from '@backstage/ui';
import { z } from 'zod';
import { defineFormField, type FieldProps } from './defineFormField';
import { FieldMessage } from './FieldMessage';
import { useProblemText } from './RuleTextField';
import styles from './scaffolder.module.css';

/** A number that is validated as one types. Like `RuleTextField`. */
export function RuleNumberField(
  props: Pick<
    FieldProps<number>,
    'label' | 'description' | 'isRequired' | 'isDisabled' | 'value' | 'onChange'
  > & {
    /** The rule of the number: the error as the part of a sentence after the name of the field. */
    rule: (value: number) => string | undefined;
  },
) {
  const { label, value, onChange, rule } = props;
  const messageId = useId();
  const problemText = useProblemText();
  const problem = value === undefined ? undefined : rule(value);
  return (
    <div className={styles.field}>
      <NumberInput
        label={label}
        description={props.description}
        isRequired={props.isRequired}
        isDisabled={props.isDisabled}
        isInvalid={problem !== undefined || undefined}
        validationBehavior="native"
        aria-describedby={messageId}
        value={value ?? NaN}
        formatOptions={{ useGrouping: false }}
        onChange={next => onChange(Number.isNaN(next) ? undefined : next)}
      />
      <FieldMessage
        id={messageId}
        status={
          problem
            ? { tone: 'error', text: problemText(label, problem) }
            : undefined
        }
      />
    </div>
  );
}

const optionsSchema = z.object({
  minimum: z.number().optional().describe('Smallest number. 0 by default.'),
  maximum: z
    .number()
    .optional()
    .describe('Largest number. 65535, the last port, by default.'),
});

function NumberField(props: FieldProps<number, z.infer<typeof optionsSchema>>) {
  const { minimum = 0, maximum = 65535 } = props.options;
  return (
    <RuleNumberField
      {...props}
      rule={value =>
        Number.isInteger(value) && value >= minimum && value <= maximum
          ? undefined
          : `is not a whole number from ${minimum} to ${maximum}`
      }
    />
  );
}

/** The form field `OpenChoreoNumber`: a whole number, such as a port or a number of replicas. */
export const numberField = defineFormField({
  name: 'OpenChoreoNumber',
  value: z.number(),
  options: optionsSchema,
  component: NumberField,
});

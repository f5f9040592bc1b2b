import {
  useEffect,
  useRef,
  type ComponentType,
  type PropsWithChildren,
} from 'react';
import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import { BgProvider } from '@backstage/ui';
import { z } from 'zod';

/** What the component of a form field gets. */
export interface FieldProps<Value, Options = object> {
  label: string;
  description?: string;
  isRequired: boolean;
  isDisabled: boolean;
  /** Undefined until there is one. */
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  /** The `ui:options` of the parameter. */
  options: Options;
  /** The values of all parameters of the template, by name. */
  parameters: Readonly<Record<string, unknown>>;
  /** The errors that the form itself shows below the field. */
  formErrors: readonly string[];
}

/** A form field of software templates, for both frontend systems. */
export interface FormFieldDefinition extends FieldExtensionOptions {
  schema: NonNullable<FieldExtensionOptions['schema']>;
}

/** zod has one type for the schemas of all drafts of JSON Schema. */
const draft7Schema = z.custom<FormFieldDefinition['schema']['returnValue']>(
  schema => typeof schema === 'object',
);

function toDraft7(schema: z.ZodType) {
  return draft7Schema.parse(z.toJSONSchema(schema, { target: 'draft-07' }));
}

/**
 * Defines a form field. Values and options that do not match their schemas, such as those of a mistyped template, are ignored.
 *
 * @param field.problem - validates a value when the form is submitted: the error as the part of a sentence after the name of the
 *   field. The component is to show the same error as one types
 */
export function defineFormField<Value, Options extends object>(field: {
  name: string;
  value: z.ZodType<Value>;
  options: z.ZodType<Options>;
  component: ComponentType<FieldProps<Value, Options>>;
  problem?: (value: Value) => string | undefined;
}): FormFieldDefinition {
  const { name, component: Component, problem } = field;
  const valueSchema = field.value.optional().catch(undefined);
  return {
    name,
    schema: {
      returnValue: toDraft7(field.value),
      uiOptions: toDraft7(field.options),
    },
    component: props => {
      const { schema, uiSchema, required, disabled, readonly } = props;
      const options = field.options.safeParse(uiSchema['ui:options'] ?? {});
      return (
        // A form is on a surface of the host, of which the inputs do not know. Without it they would have its color.
        <BgProvider bg="neutral-1">
          <FocusableField hasFocus={props.autofocus ?? false}>
            <Component
              label={uiSchema['ui:title'] ?? schema.title ?? props.name}
              description={uiSchema['ui:description'] ?? schema.description}
              isRequired={required ?? false}
              isDisabled={(disabled || readonly) ?? false}
              value={valueSchema.parse(props.formData)}
              onChange={props.onChange}
              options={options.success ? options.data : field.options.parse({})}
              parameters={props.formContext?.formData ?? {}}
              formErrors={props.rawErrors ?? []}
            />
          </FocusableField>
        </BgProvider>
      );
    },
    validation: (data, validation) => {
      const value = valueSchema.parse(data);
      const error = value === undefined ? undefined : problem?.(value);
      if (error) validation.addError(error);
    },
  };
}

/** Focuses the input of a field when the form is shown: `ui:autofocus`. */
function FocusableField(props: PropsWithChildren<{ hasFocus: boolean }>) {
  const { hasFocus, children } = props;
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!hasFocus) return;
    field.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [hasFocus]);
  return <div ref={field}>{children}</div>;
}

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import {
  createFormField,
  type FormField,
} from '@backstage/plugin-scaffolder-react/alpha';
import type { FormFieldDefinition } from './defineFormField';

/** The form field of the new frontend system for a definition. */
export function toFormField(definition: FormFieldDefinition): FormField {
  const { schema } = definition;
  return createFormField({
    ...definition,
    schema: { ...makeFieldSchema({ output: z => z.unknown() }), schema },
  });
}

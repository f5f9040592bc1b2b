import type { JsonObject } from '@backstage/types';
import {
  checkParameterSchema,
  resolveParameterSchema,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentTypeUnit } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import {
  deliveryField,
  identityFields,
  inputFields,
  requiredInputs,
} from './inputFields';
import { parametersForm, type ParametersForm } from './parametersForm';
import { organizationOf, titleOf } from './templateEntity';
import { traitsField } from './traitsField';

const jsonObject = z.record(z.string(), z.json());

/** @returns undefined when the type has no parameters */
export function formOf({
  parameterSchema,
}: ComponentTypeUnit): ParametersForm | undefined {
  const schema = resolveParameterSchema(parameterSchema);
  checkParameterSchema(schema);
  const form = parametersForm(schema);
  const { properties, ...rest } = form.schema;
  return properties || rest.oneOf || rest.anyOf ? form : undefined;
}

/** The pages of the form that creates a component. */
export function pagesOf(
  unit: ComponentTypeUnit,
  form: ParametersForm | undefined,
): JsonObject[] {
  const { inputs, rules, traits } = unit;
  const title = titleOf(unit);
  const required = requiredInputs.filter(input => inputs.includes(input));
  return [
    {
      title,
      required: ['project', 'name'],
      properties: identityFields(organizationOf(unit)),
    },
    ...(inputs.length
      ? [
          {
            title: inputs.includes('image') ? 'Container' : 'Endpoints',
            ...(rules.length && { description: rules.join(' ') }),
            required,
            properties: Object.fromEntries(
              inputs.map(input => [input, inputFields[input]]),
            ),
          },
        ]
      : []),
    ...(form
      ? [
          {
            title: 'Parameters',
            ...(form.schema.required?.length && { required: ['parameters'] }),
            properties: {
              parameters: jsonObject.parse({ title, ...form.schema }),
            },
          },
        ]
      : []),
    ...(traits?.length
      ? [{ title: 'Traits', properties: { traits: traitsField(traits) } }]
      : []),
    { title: 'Delivery', properties: { delivery: deliveryField } },
  ];
}

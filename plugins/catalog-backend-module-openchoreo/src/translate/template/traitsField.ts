import type { JsonObject } from '@backstage/types';
import {
  checkParameterSchema,
  resolveParameterSchema,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { TypeTrait } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { parametersForm } from './parametersForm';
import { toWords } from './toWords';

const jsonObject = z.record(z.string(), z.json());

/** The form field of the traits of a component: a list, each item of which is one of those that its type allows. */
export function traitsField(traits: readonly TypeTrait[]): JsonObject {
  return {
    title: 'Traits',
    description: 'What the component has besides what its type brings',
    type: 'array',
    items: { type: 'object', oneOf: traits.map(alternativeOf) },
  };
}

function alternativeOf(trait: TypeTrait): JsonObject {
  const { kind, name, displayName, description, parameterSchema } = trait;
  const schema = resolveParameterSchema(parameterSchema);
  checkParameterSchema(schema);
  const form = parametersForm(schema).schema;
  const hasParameters = Boolean(form.properties ?? form.oneOf ?? form.anyOf);
  return {
    title: displayName ?? toWords(name),
    ...(description && { description }),
    required: [
      ...['kind', 'name', 'instanceName'],
      ...(form.required?.length ? ['parameters'] : []),
    ],
    properties: {
      kind: constant(kind),
      name: constant(name),
      instanceName: {
        title: 'Name of the instance',
        description: 'Unique among the traits of the component',
        type: 'string',
        default: name,
      },
      ...(hasParameters && {
        parameters: jsonObject.parse({ title: 'Parameters', ...form }),
      }),
    },
  };
}

/** A value that the choice of the trait sets. */
function constant(value: string): JsonObject {
  return {
    type: 'string',
    enum: [value],
    default: value,
    'ui:widget': 'hidden',
  };
}

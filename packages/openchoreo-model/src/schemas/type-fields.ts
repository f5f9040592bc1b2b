import { z } from 'zod';
import type { ValidationRule } from '../crd/validation-rule';
import { rawObject, strings } from './scalars';

/** A text that is one CEL expression: `${parameters.replicas > 1}`. */
const expression = () => z.string().regex(/^\$\{[\s\S]+\}\s*$/);

const variableName = () => z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/);

/** The keywords at the root are declared, so that an API server rejects a schema that is not one of an object. */
const openAPIV3Schema = z
  .looseObject({
    type: z
      .enum(['object'])
      .optional()
      .describe('Type of the values, which is always object.'),
    properties: rawObject()
      .optional()
      .describe('Schema of each value, by its name.'),
    required: strings('Name of a value.')
      .optional()
      .describe('Names of the values that must be set.'),
  })
  .meta({
    description: 'Schema in the format of OpenAPI v3 or JSON Schema.',
    'x-kubernetes-preserve-unknown-fields': true,
  });

const valuesSchema = z.object({ openAPIV3Schema: openAPIV3Schema.optional() });

/**
 * A reference by kind and name.
 *
 * @param noun - what it refers to, for descriptions
 * @param kinds - kinds that it may have. The first is the default.
 */
export function refFields<K extends string>(
  noun: string,
  kinds: readonly [K, ...K[]],
) {
  const [first, ...others] = kinds;
  return {
    kind: z
      .enum(kinds)
      .default(kinds[0])
      .describe(
        `Kind of the ${noun}: ${[`${first} (the default)`, ...others].join(
          ' or ',
        )}.`,
      ),
    name: z.string().min(1).describe(`Name of the ${noun}.`),
  };
}

/** Kinds of the traits of what is in an organization. */
export const traitKinds = ['Trait', 'ClusterTrait'] as const;

/** A trait of a component, with the values of its parameters. */
export const traitInstanceSchema = z
  .object({
    ...refFields('trait', traitKinds),
    instanceName: z
      .string()
      .min(1)
      .describe('Name of the instance, unique in the component.'),
    parameters: rawObject()
      .optional()
      .describe('Parameters of the trait, according to its schema.'),
  })
  .describe('One trait of the component.');

const targetPlaneField = z
  .enum(['dataplane', 'observabilityplane'])
  .default('dataplane')
  .describe(
    'Plane of the objects: dataplane (the default) or observabilityplane.',
  );

/** `forEach` and `var` of what is evaluated once for each item of a list. */
const loopFields = {
  forEach: expression()
    .optional()
    .describe('CEL expression of a list. Evaluated once for each item.'),
  var: variableName()
    .optional()
    .describe('Name of the variable with the item. Required with forEach.'),
};

/** Template of an object, without its id. */
export const templateFields = {
  targetPlane: targetPlaneField,
  includeWhen: expression()
    .optional()
    .describe(
      'CEL expression that says whether the object exists. Default: always.',
    ),
  ...loopFields,
  template: rawObject().describe(
    'The object. Its texts may contain CEL expressions in ${...}.',
  ),
};

const targetFields = {
  group: z
    .string()
    .describe('API group of the objects. Empty for the core group.'),
  version: z.string().min(1).describe('API version of the objects.'),
  kind: z.string().min(1).describe('Kind of the objects.'),
  where: expression()
    .optional()
    .describe('CEL expression on `resource` that selects among the objects.'),
};

/** Fields of a change of objects, which are selected by kind and expression. */
export const changeFields = {
  targetPlane: targetPlaneField,
  target: z.object(targetFields).describe('Objects to change.'),
  ...loopFields,
};

const preRenderValidations = z.array(
  z
    .object({
      rule: expression().describe('CEL expression that must be true.'),
      message: z.string().min(1).describe('Message when the rule is false.'),
    })
    .describe('One rule.'),
);

const postRenderValidations = z.array(
  z
    .object({
      targetPlane: targetPlaneField,
      target: z
        .object({
          ...targetFields,
          mustMatch: z
            .boolean()
            .default(true)
            .describe('Whether at least one object must match. Default: true.'),
        })
        .describe('Objects that the rule applies to.'),
      when: expression()
        .optional()
        .describe('CEL expression that says whether the rule applies.'),
      ...loopFields,
      rule: expression().describe(
        'CEL expression on `resource` that must be true.',
      ),
      message: z.string().min(1).describe('Message when the rule is false.'),
    })
    .describe('One rule.'),
);

/** Values and rules that component types and traits have. */
export const typeFields = {
  parameters: valuesSchema
    .optional()
    .describe('Values that are the same in all environments.'),
  environmentConfigs: valuesSchema
    .optional()
    .describe('Values that each environment may set.'),
  preRenderValidations: preRenderValidations
    .optional()
    .describe('Rules on the values and the workload, before rendering.'),
  validations: preRenderValidations
    .optional()
    .describe('Former name of preRenderValidations. Set only one of the two.'),
  postRenderValidations: postRenderValidations
    .optional()
    .describe('Rules on the rendered objects.'),
};

const oneListOfValidations: ValidationRule = {
  rule: '!has(self.spec) || !(has(self.spec.validations) && size(self.spec.validations) > 0 && has(self.spec.preRenderValidations) && size(self.spec.preRenderValidations) > 0)',
  message:
    'Set only one of spec.validations and spec.preRenderValidations. validations is the former name.',
  fieldPath: '.spec.validations',
  reason: 'FieldValueInvalid',
};

/**
 * Returns the rules of a component type or trait.
 *
 * @param lists - names of the lists in `spec` whose items have `forEach` and `var`
 */
export function typeValidations(lists: readonly string[]): ValidationRule[] {
  return [
    oneListOfValidations,
    ...[...lists, 'postRenderValidations'].map(
      (list): ValidationRule => ({
        rule: `!has(self.spec) || !has(self.spec.${list}) || self.spec.${list}.all(item, !has(item.forEach) || has(item.var))`,
        message: `An item of spec.${list} with forEach needs var, the name of its variable.`,
        fieldPath: `.spec.${list}`,
        reason: 'FieldValueInvalid',
      }),
    ),
  ];
}

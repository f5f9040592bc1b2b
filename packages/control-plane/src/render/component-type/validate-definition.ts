import type { Environment } from '@marcbachmann/cel-js';
import {
  checkParameterSchema,
  ParameterSchemaError,
  type ComponentType,
  type ParameterSchema,
  type Trait,
} from '@promenade/openchoreo-model';
import { isJsonList, isJsonObject } from '../../runtime/json';
import { createEnvironment } from './cel/expression';
import { itemPath, memberPath } from './field-path';
import { findExpressions, hasUnclosedExpression } from './find-expressions';
import { defaultLoopVariable, type Loop } from './loop';
import type { ResourceTemplate } from './render-resources';
import {
  validateExpression,
  type ExpressionScope,
} from './validate-expression';
import { schemaOf } from './values-schema';
import type { ValidationRules } from './validation-rules';

/** Something that is wrong with a ComponentType or Trait. */
export interface DefinitionProblem {
  /** Path of the field, for example `spec.resources[1].template.spec.replicas`. */
  readonly field: string;
  readonly message: string;
}

const commonVariables = [
  'metadata',
  'parameters',
  'environmentConfigs',
  'workload',
  'configurations',
  'dependencies',
  'dataplane',
  'environment',
  'gateway',
];

const functions = createEnvironment({ areVariablesDeclared: true });
const typeEnvironment = declare(functions.clone(), commonVariables);
const traitEnvironment = declare(functions.clone(), [
  ...commonVariables,
  'trait',
]);

/** The problems of definitions. Objects of the cache are immutable, and each is validated for every component that uses it. */
const problemsOf = new WeakMap<object, readonly DefinitionProblem[]>();

function validateOnce(
  spec: object,
  validate: () => DefinitionProblem[],
): readonly DefinitionProblem[] {
  const known = problemsOf.get(spec) ?? validate();
  problemsOf.set(spec, known);
  return known;
}

/** Validates the schemas and expressions of a ComponentType. */
export function validateComponentType({
  spec,
}: Pick<ComponentType, 'spec'>): readonly DefinitionProblem[] {
  return validateOnce(spec, () => validateTypeSpec(spec));
}

/** Validates the schemas and expressions of a Trait. */
export function validateTrait({
  spec,
}: Pick<Trait, 'spec'>): readonly DefinitionProblem[] {
  return validateOnce(spec, () => validateTraitSpec(spec));
}

function validateTypeSpec(spec: ComponentType['spec']): DefinitionProblem[] {
  const { scope, problems } = validateSchemas(spec, typeEnvironment);
  return [
    ...problems,
    ...(spec.traits ?? []).flatMap(
      ({ parameters, environmentConfigs }, index) =>
        validateTexts(
          { parameters, environmentConfigs },
          itemPath('spec.traits', index),
          scope,
        ),
    ),
    ...validateTemplates(spec.resources, 'spec.resources', scope),
    ...validateRules(spec, scope),
  ];
}

function validateTraitSpec(spec: Trait['spec']): DefinitionProblem[] {
  const { creates = [], patches = [], removes = [] } = spec;
  const { scope, problems } = validateSchemas(spec, traitEnvironment);
  return [
    ...problems,
    ...validateTemplates(creates, 'spec.creates', scope),
    ...patches.flatMap((patch, index) => {
      const field = itemPath('spec.patches', index);
      const { inner, problems: outer } = validateLoop(patch, field, scope);
      return [
        ...outer,
        ...validateWhere(patch.target, field, inner),
        ...validateTexts(patch.operations, `${field}.operations`, inner),
      ];
    }),
    ...removes.flatMap((removal, index) => {
      const field = itemPath('spec.removes', index);
      const { inner, problems: outer } = validateLoop(removal, field, scope);
      return [...outer, ...validateWhere(removal.target, field, inner)];
    }),
    ...validateRules(spec, scope),
  ];
}

function declare(
  environment: Environment,
  names: readonly string[],
): Environment {
  for (const name of names) environment.registerVariable(name, 'dyn');
  return environment;
}

/** A scope with one more variable. */
function withVariable(scope: ExpressionScope, name: string): ExpressionScope {
  const { environment, schemas } = scope;
  if (environment.hasVariable(name)) return scope;
  return { environment: declare(environment.clone(), [name]), schemas };
}

function validateSchemas(
  spec: Pick<Trait['spec'], 'parameters' | 'environmentConfigs'>,
  environment: Environment,
): { scope: ExpressionScope; problems: DefinitionProblem[] } {
  const problems: DefinitionProblem[] = [];
  const schemas: Record<string, ParameterSchema> = {};
  for (const name of ['parameters', 'environmentConfigs'] as const) {
    try {
      const schema = schemaOf(spec[name]);
      checkParameterSchema(schema);
      schemas[name] = schema;
    } catch (error) {
      if (!(error instanceof ParameterSchemaError)) throw error;
      problems.push({
        field: `spec.${name}.${error.path}`,
        message: error.problem,
      });
    }
  }
  return { scope: { environment, schemas }, problems };
}

function validateTemplates(
  templates: readonly ResourceTemplate[],
  path: string,
  scope: ExpressionScope,
): DefinitionProblem[] {
  return templates.flatMap((each, index) => {
    const field = itemPath(path, index);
    const { inner, problems } = validateLoop(each, field, scope);
    return [
      ...validateTexts(each.includeWhen, `${field}.includeWhen`, scope),
      ...problems,
      ...validateTexts(each.template, `${field}.template`, inner),
    ];
  });
}

/** Validates the list of a loop. Returns the scope with its variable. */
function validateLoop(
  { forEach, var: name = defaultLoopVariable }: Loop,
  field: string,
  scope: ExpressionScope,
): { inner: ExpressionScope; problems: DefinitionProblem[] } {
  return forEach === undefined
    ? { inner: scope, problems: [] }
    : {
        inner: withVariable(scope, name),
        problems: validateTexts(forEach, `${field}.forEach`, scope),
      };
}

function validateWhere(
  { where }: { readonly where?: string },
  field: string,
  scope: ExpressionScope,
): DefinitionProblem[] {
  return validateTexts(
    where,
    `${field}.target.where`,
    withVariable(scope, 'resource'),
  );
}

function validateRules(
  {
    validations,
    preRenderValidations,
    postRenderValidations = [],
  }: ValidationRules,
  scope: ExpressionScope,
): DefinitionProblem[] {
  const before = { validations, preRenderValidations };
  return [
    ...Object.entries(before).flatMap(([name, rules = []]) =>
      rules.flatMap(({ rule }, index) =>
        validateTexts(rule, `${itemPath(`spec.${name}`, index)}.rule`, scope),
      ),
    ),
    ...postRenderValidations.flatMap((each, index) => {
      const field = itemPath('spec.postRenderValidations', index);
      const { inner, problems } = validateLoop(each, field, scope);
      return [
        ...validateTexts(each.when, `${field}.when`, scope),
        ...problems,
        ...validateWhere(each.target, field, inner),
        ...validateTexts(
          each.rule,
          `${field}.rule`,
          withVariable(inner, 'resource'),
        ),
      ];
    }),
  ];
}

/** Validates the CEL expressions of a template. They can be in its values and in the keys of its objects. */
function validateTexts(
  template: unknown,
  field: string,
  scope: ExpressionScope,
): DefinitionProblem[] {
  if (typeof template === 'string') return validateText(template, field, scope);
  if (isJsonList(template)) {
    return template.flatMap((item, index) =>
      validateTexts(item, itemPath(field, index), scope),
    );
  }
  return isJsonObject(template)
    ? Object.entries(template).flatMap(([name, value]) => {
        const at = memberPath(field, name);
        return [
          ...validateText(name, at, scope),
          ...validateTexts(value, at, scope),
        ];
      })
    : [];
}

function validateText(
  text: string,
  field: string,
  scope: ExpressionScope,
): DefinitionProblem[] {
  try {
    const problems = findExpressions(text).flatMap(({ expression }) =>
      validateExpression(expression, scope),
    );
    return [
      ...problems,
      ...(hasUnclosedExpression(text)
        ? ['an expression has no closing brace; add }']
        : []),
    ].map(message => ({ field, message }));
  } catch (error) {
    return [
      {
        field,
        message: error instanceof Error ? error.message : String(error),
      },
    ];
  }
}

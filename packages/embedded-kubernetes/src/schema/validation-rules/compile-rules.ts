import type { Environment } from '@marcbachmann/cel-js';
import { invalid, type FieldError } from '../field-error';
import { isObject, type JsonValue } from '../json';
import type { StructuralSchema, ValidationRule } from '../structural-schema';
import { ruleEnvironment } from './cel-environment';
import {
  compileExpression,
  type CelExpression,
  type CompileFailure,
} from './cel-expression';
import { normalizeFieldPath } from './field-path';
import { TypeDeclarations, type ValueType } from './value-type';

/** A rule that can be evaluated. */
export interface CompiledRule {
  rule: ValidationRule;
  expression: CelExpression;
  messageExpression: CelExpression | undefined;
  /** The path of the field with the error, relative to the schema with the rule; '' for the value itself. */
  fieldPath: string;
}

/** The rules of a schema and of the schemas below it. */
export interface RuleTree {
  schema: StructuralSchema;
  /** Undefined if there are no rules at this level. */
  type: ValueType | undefined;
  rules: CompiledRule[];
  properties: Map<string, RuleTree>;
  additionalProperties: RuleTree | undefined;
  items: RuleTree | undefined;
}

/** An expression that is not evaluated, because it cannot be compiled. */
export interface SkippedExpression {
  /** The path of the expression in the schema. */
  path: string;
  expression: string;
  reason: string;
}

/** The result of the compilation of all rules of a schema. */
export interface CompiledRules {
  /** Undefined if the schema has no rules. */
  tree: RuleTree | undefined;
  /** The errors for which a definition is rejected. */
  errors: FieldError[];
  /** The expressions with an error, and those that call a function of Kubernetes that is not supported here. */
  skipped: SkippedExpression[];
}

function hasRules(schema: StructuralSchema): boolean {
  return (
    (schema['x-kubernetes-validations'] ?? []).length > 0 ||
    childrenOf(schema).some(({ child }) => hasRules(child))
  );
}

type Child =
  | { place: 'properties'; property: string; child: StructuralSchema }
  | {
      place: 'additionalProperties' | 'items';
      property?: undefined;
      child: StructuralSchema;
    };

function childrenOf(schema: StructuralSchema): Child[] {
  const { properties = {}, additionalProperties, items } = schema;
  const children: Child[] = Object.entries(properties).map(
    ([property, child]) => ({ place: 'properties', property, child }),
  );
  if (isObject(additionalProperties)) {
    const child: StructuralSchema = additionalProperties;
    children.push({ place: 'additionalProperties', child });
  }
  if (isObject(items)) children.push({ place: 'items', child: items });
  return children;
}

/** Compiles the rules of one schema. First declares all types, because an environment is closed once it is cloned. */
class RuleCompiler {
  readonly errors: FieldError[] = [];
  readonly skipped: SkippedExpression[] = [];
  private readonly environment = ruleEnvironment.clone();
  private readonly declarations = new TypeDeclarations(this.environment);

  buildTree(schema: StructuralSchema, isResource: boolean): RuleTree {
    const tree: RuleTree = {
      schema,
      type: schema['x-kubernetes-validations']?.length
        ? this.declarations.typeOf(schema, isResource)
        : undefined,
      rules: [],
      properties: new Map(),
      additionalProperties: undefined,
      items: undefined,
    };
    for (const { child, place, property } of childrenOf(schema)) {
      if (!hasRules(child)) continue;
      const isEmbedded = child['x-kubernetes-embedded-resource'] === true;
      const subtree = this.buildTree(child, isEmbedded);
      if (place === 'properties') tree.properties.set(property, subtree);
      else tree[place] = subtree;
    }
    return tree;
  }

  /** @param uncorrelatablePath - the path of the closest list around the value whose old and new items cannot be matched */
  compileTree(tree: RuleTree, path: string, uncorrelatablePath?: string): void {
    const { schema, type } = tree;
    if (type) this.compileLevel(tree, type, path, uncorrelatablePath);
    else if (schema['x-kubernetes-validations']?.length) {
      const rulesPath = `${path}.x-kubernetes-validations`;
      const detail =
        'failed to construct type information for x-kubernetes-validations rules';
      this.errors.push(invalid(rulesPath, undefined, detail));
    }
    for (const [property, child] of tree.properties) {
      const childPath = `${path}.properties[${property}]`;
      this.compileTree(child, childPath, uncorrelatablePath);
    }
    if (tree.additionalProperties) {
      const childPath = `${path}.additionalProperties`;
      this.compileTree(
        tree.additionalProperties,
        childPath,
        uncorrelatablePath,
      );
    }
    if (tree.items) {
      const isMap = schema['x-kubernetes-list-type'] === 'map';
      const itemsPath = `${path}.items`;
      this.compileTree(
        tree.items,
        itemsPath,
        isMap ? uncorrelatablePath : path,
      );
    }
  }

  private compileLevel(
    tree: RuleTree,
    type: ValueType,
    path: string,
    uncorrelatablePath: string | undefined,
  ): void {
    const { schema } = tree;
    const withSelf = this.environment
      .clone()
      .registerVariable('self', type.name);
    const environment = withSelf.clone().registerVariable('oldSelf', type.name);
    const optionalEnvironment = withSelf
      .clone()
      .registerVariable('oldSelf', `optional<${type.name}>`);
    schema['x-kubernetes-validations']?.forEach((rule, index) => {
      const rulePath = `${path}.x-kubernetes-validations[${index}]`;
      const compiled = this.compileRule(
        rule,
        rulePath,
        rule.optionalOldSelf ? optionalEnvironment : environment,
      );
      if (!compiled) return;
      if (compiled.expression.usesOldSelf && uncorrelatablePath !== undefined) {
        const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatablePath}`;
        this.errors.push(invalid(`${rulePath}.rule`, rule.rule, detail));
      }
      if (
        !compiled.expression.usesOldSelf &&
        rule.optionalOldSelf !== undefined
      ) {
        const detail = 'may not be set if oldSelf is not used in rule';
        this.errors.push(
          invalid(`${rulePath}.optionalOldSelf`, rule.optionalOldSelf, detail),
        );
      }
      const fieldPath = normalizeFieldPath(rule.fieldPath ?? '', schema) ?? '';
      tree.rules.push({ ...compiled, fieldPath });
    });
  }

  private compileRule(
    rule: ValidationRule,
    path: string,
    environment: Environment,
  ): Omit<CompiledRule, 'fieldPath'> | undefined {
    const compile = (
      text: string,
      field: 'rule' | 'messageExpression',
      resultType: string,
    ): CelExpression | undefined => {
      const compiled = compileExpression(environment, text, resultType);
      if ('evaluate' in compiled) return compiled;
      this.addFailure(compiled, rule, `${path}.${field}`, text);
      return undefined;
    };
    const expression = compile(rule.rule, 'rule', 'bool');
    if (!expression) return undefined;
    const messageExpression = rule.messageExpression
      ? compile(rule.messageExpression, 'messageExpression', 'string')
      : undefined;
    return { rule, expression, messageExpression };
  }

  private addFailure(
    { message, missingFunction }: CompileFailure,
    rule: ValidationRule,
    path: string,
    expression: string,
  ): void {
    if (missingFunction === undefined) {
      this.errors.push(invalid(path, describeRule(rule), message));
    }
    const reason =
      missingFunction === undefined
        ? message
        : `the function ${missingFunction} is not supported`;
    this.skipped.push({ path, expression, reason });
  }
}

/**
 * Compiles the `x-kubernetes-validations` of a structural schema.
 * @param path - the path of the schema, for errors
 */
export function compileRules(
  schema: StructuralSchema,
  path: string,
): CompiledRules {
  if (!hasRules(schema)) return { tree: undefined, errors: [], skipped: [] };
  const compiler = new RuleCompiler();
  const tree = compiler.buildTree(schema, true);
  compiler.compileTree(tree, path);
  return { tree, errors: compiler.errors, skipped: compiler.skipped };
}

/** A rule in an error message, as Go formats it. */
function describeRule(rule: ValidationRule): JsonValue {
  return {
    Rule: rule.rule,
    Message: rule.message ?? '',
    MessageExpression: rule.messageExpression ?? '',
    Reason: rule.reason ?? null,
    FieldPath: rule.fieldPath ?? '',
    OptionalOldSelf: rule.optionalOldSelf ?? null,
  };
}

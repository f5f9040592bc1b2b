import { Optional } from '@marcbachmann/cel-js';
import {
  duplicate,
  forbidden,
  invalid,
  required,
  type FieldError,
} from '../field-error';
import {
  isObject,
  jsonEquals,
  member,
  type JsonObject,
  type JsonValue,
} from '../json';
import { oldItemFinder } from '../list-types';
import type { ValidationRule } from '../structural-schema';
import type { CompiledRule, RuleTree } from './compile-rules';
import { CostBudget } from './cost-budget';
import { ValueConverter, type ValueType } from './value-type';

/** The longest result of a `messageExpression`, in bytes. */
const maxMessageLength = 5 * 1024;

/** A value with what is known about its stored state. */
interface EvaluatedValue {
  value: JsonValue;
  /** The stored value; undefined on create, and for an item of a list whose items cannot be matched. */
  old: JsonValue | undefined;
  /** Whether the value, or the closest value around it that can be matched, is unchanged. */
  isUnchanged: boolean;
  path: string;
}

class RuleEvaluation {
  readonly errors: FieldError[] = [];
  private readonly budget = new CostBudget();
  private readonly converter = new ValueConverter();
  private isStopped = false;

  visit(tree: RuleTree, current: EvaluatedValue): void {
    const { value, path } = current;
    if (this.isStopped || value === null) return;
    if (tree.type) this.evaluateLevel(tree, tree.type, current);
    if (Array.isArray(value)) {
      if (tree.items) this.visitItems(tree, tree.items, value, current);
      return;
    }
    if (!isObject(value)) return;
    for (const [key, item] of Object.entries(value)) {
      const property = tree.properties.get(key);
      const child = property ?? tree.additionalProperties;
      if (!child) continue;
      const fieldPath = joinPath(path, property ? key : `[${key}]`);
      this.visitMember(tree, child, current, { key, item, path: fieldPath });
    }
  }

  private visitMember(
    tree: RuleTree,
    child: RuleTree,
    { old, isUnchanged }: EvaluatedValue,
    { key, item, path }: { key: string; item: JsonValue; path: string },
  ): void {
    const oldItem = isObject(old) ? member(old, key) : undefined;
    const isAtomic = tree.schema['x-kubernetes-map-type'] === 'atomic';
    this.visit(child, {
      value: item,
      old: oldItem,
      isUnchanged:
        oldItem !== undefined && !isAtomic
          ? isUnchanged || jsonEquals(item, oldItem)
          : isUnchanged,
      path,
    });
  }

  private visitItems(
    tree: RuleTree,
    child: RuleTree,
    items: JsonValue[],
    { old, isUnchanged, path }: EvaluatedValue,
  ): void {
    const findOld = oldItemFinder(tree.schema, old);
    items.forEach((item, index) => {
      const oldItem = findOld(item);
      this.visit(child, {
        value: item,
        old: oldItem,
        isUnchanged:
          isUnchanged || (oldItem !== undefined && jsonEquals(item, oldItem)),
        path: `${path}[${index}]`,
      });
    });
  }

  private evaluateLevel(
    tree: RuleTree,
    type: ValueType,
    current: EvaluatedValue,
  ): void {
    const { value, old = null } = current;
    const self = this.converter.convert(type, value);
    const oldSelf =
      old === null ? undefined : this.converter.convert(type, old);
    for (const compiled of tree.rules) {
      const { rule, expression } = compiled;
      if (this.isStopped) return;
      if (
        expression.usesOldSelf &&
        oldSelf === undefined &&
        !rule.optionalOldSelf
      ) {
        continue;
      }
      const variables = {
        self,
        oldSelf: rule.optionalOldSelf ? Optional.of(oldSelf) : oldSelf,
      };
      this.evaluateRule(tree, compiled, variables, current);
    }
  }

  private evaluateRule(
    tree: RuleTree,
    compiled: CompiledRule,
    variables: Record<string, unknown>,
    { value, isUnchanged, path }: EvaluatedValue,
  ): void {
    const { rule, expression } = compiled;
    const name = rule.message?.trim() || rule.rule.trim();
    let result: unknown;
    try {
      result = expression.evaluate(variables, this.budget);
    } catch (error) {
      if (this.budget.isExceeded) {
        const detail = this.budget.isSpent
          ? 'validation failed due to running out of cost budget, no further validation rules will be run'
          : `'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: ${name}`;
        this.stop(path, tree, detail);
      } else {
        const detail = `${describeError(error)} evaluating rule: ${name}`;
        this.errors.push(invalid(fieldOf(path), tree.schema.type, detail));
      }
      return;
    }
    if (result === true) return;
    if (!expression.usesOldSelf && isUnchanged) return;
    this.errors.push(
      errorFor(
        rule,
        fieldOf(joinPath(path, compiled.fieldPath)),
        typeof value === 'object' ? undefined : value,
        this.messageOf(compiled, variables) ??
          (rule.message?.trim() || `failed rule: ${name}`),
      ),
    );
  }

  /** Returns undefined if the rule has no message expression, or if it does not evaluate to a valid message. */
  private messageOf(
    { messageExpression }: CompiledRule,
    variables: Record<string, unknown>,
  ): string | undefined {
    if (!messageExpression) return undefined;
    try {
      const result = messageExpression.evaluate(variables, this.budget);
      if (typeof result !== 'string') return undefined;
      const message = result.trim();
      const isValid =
        message !== '' &&
        !message.includes('\n') &&
        Buffer.byteLength(message) <= maxMessageLength;
      return isValid ? message : undefined;
    } catch {
      return undefined;
    }
  }

  private stop(path: string, tree: RuleTree, detail: string): void {
    this.errors.push(invalid(fieldOf(path), tree.schema.type, detail));
    this.isStopped = true;
  }
}

/**
 * Evaluates the rules of a custom resource, as kube-apiserver does: transition rules only where there is a stored value; other
 * rules are not enforced for unchanged values.
 * @param old - the stored object on update
 */
export function evaluateRules(
  tree: RuleTree,
  object: JsonObject,
  old: JsonObject | undefined,
): FieldError[] {
  const evaluation = new RuleEvaluation();
  evaluation.visit(tree, {
    value: object,
    old,
    isUnchanged: old !== undefined && jsonEquals(object, old),
    path: '',
  });
  return evaluation.errors;
}

function joinPath(path: string, name: string): string {
  if (path === '' || name === '') return path + name;
  return name.startsWith('[') ? path + name : `${path}.${name}`;
}

function fieldOf(path: string): string {
  return path === '' ? '<nil>' : path;
}

/** The first line of an error of the library; the others show the expression. */
function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line] = message.split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

function errorFor(
  { reason }: ValidationRule,
  field: string,
  value: JsonValue | undefined,
  detail: string,
): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(field, detail);
    case 'FieldValueRequired':
      return required(field, detail);
    case 'FieldValueDuplicate':
      return duplicate(field, value);
    default:
      return invalid(field, value, detail);
  }
}

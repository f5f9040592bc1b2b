import { FieldError, forbidden, invalid, required } from '../field-error';
import { isObject, JsonObject, listAt, objectAt, stringAt } from '../json';
import { labelNameProblems, labelValueProblems } from '../names';
import { validateLabels } from '../validate-object-meta';
import { anyText, atomic, listOf, struct, text, textMap } from './build';
import { FieldValidator, withValidator } from './validators';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** A label selector, which is atomic. */
export const labelSelector = withValidator(
  atomic(
    struct({
      matchLabels: textMap,
      matchExpressions: listOf(
        struct({ key: text, operator: text, values: listOf(anyText) }),
      ),
    }),
  ),
  validateSelector,
);

/** Whether a selector matches labels; an empty one matches all. */
export function selects(selector: JsonObject, labels: JsonObject): boolean {
  const matchLabels = Object.entries(objectAt(selector, 'matchLabels'));
  return (
    matchLabels.every(([key, value]) => labels[key] === value) &&
    listAt(selector, 'matchExpressions').every(expression => {
      const value = labels[stringAt(expression, 'key') ?? ''];
      const values = listAt(expression, 'values');
      switch (stringAt(expression, 'operator')) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

/** Whether a selector is empty and so matches all labels. */
export function isEmptySelector(selector: JsonObject): boolean {
  return (
    Object.keys(objectAt(selector, 'matchLabels')).length === 0 &&
    listAt(selector, 'matchExpressions').length === 0
  );
}

function validateSelector(
  ...[value, { path }]: Parameters<FieldValidator>
): FieldError[] {
  if (!isObject(value)) return [];
  return [
    ...validateLabels(value.matchLabels, `${path}.matchLabels`),
    ...listAt(value, 'matchExpressions').flatMap((expression, index) =>
      validateExpression(expression, `${path}.matchExpressions[${index}]`),
    ),
  ];
}

function validateExpression(
  expression: JsonObject[string],
  path: string,
): FieldError[] {
  const key = stringAt(expression, 'key') ?? '';
  const operator = stringAt(expression, 'operator') ?? '';
  const values = listAt(expression, 'values');
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      errors.push(
        required(
          `${path}.values`,
          "must be specified when `operator` is 'In' or 'NotIn'",
        ),
      );
    }
  } else if (operators.includes(operator)) {
    if (values.length > 0) {
      errors.push(
        forbidden(
          `${path}.values`,
          "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        ),
      );
    }
  } else {
    errors.push(
      invalid(`${path}.operator`, operator, 'not a valid selector operator'),
    );
  }
  for (const problem of labelNameProblems(key)) {
    errors.push(invalid(`${path}.key`, key, problem));
  }
  values.forEach((value, index) => {
    if (typeof value !== 'string') return;
    for (const problem of labelValueProblems(value)) {
      errors.push(invalid(`${path}.values[${index}]`, value, problem));
    }
  });
  return errors;
}

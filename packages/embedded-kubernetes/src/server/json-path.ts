import { isObject, textOf } from '../schema/json';

type Step =
  | { field: string }
  | { index: number }
  | { every: true }
  | { filter: string[]; equals: string };

const stepPattern =
  /\.?\['([^']+)'\]|\.?\["([^"]+)"\]|\.?\[(\d+|-\d+)\]|\.?\[\*\]|\.?\[\?\(@((?:\.[^=!<>\s\].]+)+)\s*==\s*["']([^"']*)["']\)\]|\.((?:\\.|[^.[\]])+)/y;

const cache = new Map<string, Step[]>();

/**
 * Evaluates a JSON path of a printer column or a selectable field:
 * `.spec.replicas`, `.status.conditions[?(@.type=="Ready")].status`, `.items[*].name`, `['a']`, `[0]`.
 * @returns all values at the path; none for an invalid path
 */
export function evaluateJsonPath(path: string, object: unknown): unknown[] {
  let steps = cache.get(path);
  if (!steps) {
    steps = parse(path);
    cache.set(path, steps);
  }
  return steps.reduce(
    (values, step) => values.flatMap(value => applyStep(step, value)),
    [object],
  );
}

function parse(path: string): Step[] {
  const text = path.startsWith('.') || path.startsWith('[') ? path : `.${path}`;
  const steps: Step[] = [];
  stepPattern.lastIndex = 0;
  while (stepPattern.lastIndex < text.length) {
    const match = stepPattern.exec(text);
    if (!match) return [{ filter: [], equals: '' }];
    const [whole, single, double, index, condition, equals, field] = match;
    if (condition !== undefined) {
      steps.push({ filter: condition.split('.').slice(1), equals });
    } else if (index !== undefined) {
      steps.push({ index: Number(index) });
    } else if (whole.endsWith('[*]')) {
      steps.push({ every: true });
    } else {
      steps.push({
        field: single ?? double ?? (field ?? '').replace(/\\(.)/g, '$1'),
      });
    }
  }
  return steps;
}

function applyStep(step: Step, value: unknown): unknown[] {
  if ('field' in step) {
    if (!isObject(value) || !Object.hasOwn(value, step.field)) return [];
    return [value[step.field]];
  }
  if ('filter' in step) {
    if (!Array.isArray(value)) return [];
    return value.filter(item => {
      const found = step.filter.reduce<unknown>(
        (inner, field) => (isObject(inner) ? inner[field] : undefined),
        item,
      );
      return step.filter.length > 0 && textOf(found) === step.equals;
    });
  }
  if ('index' in step) {
    const item = Array.isArray(value) ? value.at(step.index) : undefined;
    return item === undefined ? [] : [item];
  }
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

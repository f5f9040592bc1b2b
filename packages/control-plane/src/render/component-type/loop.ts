import { isJsonList, isJsonObject } from '../../runtime/json';
import { sortedEntries } from '../../runtime/sort';
import type { Variables } from './cel/expression';
import { toCel } from './cel/values';
import { renderTemplate } from './render-template';
import { TemplateError } from './template-error';

/** Something that may be repeated for each item of a list. */
export interface Loop {
  /** Expression in `${...}` of a list, or of a map, whose items have `key` and `value`. */
  readonly forEach?: string;
  /** Name of the variable with the item. */
  readonly var?: string;
}

/** Most items of one loop. */
const maxItems = 1000;

/** Name of the variable of a loop that names none. */
export const defaultLoopVariable = 'item';

/**
 * Returns the variables of each repetition of a loop; the given ones where there is no loop.
 *
 * @param path - path of what is repeated, for errors
 * @throws TemplateError
 */
export function loopVariables(
  { forEach, var: name = defaultLoopVariable }: Loop,
  variables: Variables,
  path: string,
): Variables[] {
  if (forEach === undefined) return [variables];
  const field = `${path}.forEach`;
  const items = listItems(renderTemplate(forEach, variables, field), field);
  if (items.length > maxItems) {
    throw new TemplateError(
      field,
      `the expression has ${items.length} items, and at most ${maxItems} are allowed`,
    );
  }
  return items.map(item => ({ ...variables, [name]: toCel(item) }));
}

function listItems(value: unknown, field: string): readonly unknown[] {
  if (isJsonList(value)) return value;
  if (isJsonObject(value)) {
    return sortedEntries(value).map(([key, member]) => ({
      key,
      value: member,
    }));
  }
  throw new TemplateError(field, 'the expression is neither a list nor a map');
}

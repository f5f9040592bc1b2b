import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../runtime/json';
import { compareText } from '../../runtime/sort';
import { evaluateExpression, type Variables } from './cel/expression';
import { toText } from './cel/format';
import { isPresent, toJson, type Omitted } from './cel/values';
import { itemPath, memberPath } from './field-path';
import { findExpressions } from './find-expressions';
import { TemplateError } from './template-error';

/**
 * Renders a template: evaluates the expressions in its texts and in the names of its members. A text that is one expression
 * becomes its value, of any type. In other texts, values are inserted as text. Omitted members and items are left out.
 *
 * @param path - path of the template, for errors
 * @throws TemplateError for the first error
 */
export function renderTemplate(
  template: unknown,
  variables: Variables,
  path: string,
): Json | Omitted {
  if (typeof template === 'string') {
    return TemplateError.at(path, () => renderText(template, variables));
  }
  if (isJsonList(template)) {
    return template
      .map((item, index) =>
        renderTemplate(item, variables, itemPath(path, index)),
      )
      .filter(isPresent);
  }
  return isJsonObject(template)
    ? renderMembers(template, variables, path)
    : toPlainValue(template);
}

/** Renders a template that must be an object. @throws TemplateError */
export function renderObject(
  template: unknown,
  variables: Variables,
  path: string,
): JsonObject {
  const rendered = renderTemplate(template, variables, path);
  if (isJsonObject(rendered) && isPresent<Json>(rendered)) return rendered;
  throw new TemplateError(path, 'the template is not an object');
}

/** Evaluates an expression in `${...}` that must be true or false. @throws TemplateError */
export function renderCondition(
  text: string,
  variables: Variables,
  path: string,
): boolean {
  const value = renderTemplate(text, variables, path);
  if (typeof value === 'boolean') return value;
  throw new TemplateError(
    path,
    `the expression must be true or false, but it is ${describe(value)}`,
  );
}

function describe(value: Json | Omitted): string {
  if (!isPresent<Json>(value)) return 'omitted';
  if (isJsonList(value)) return 'a list';
  return isJsonObject(value) ? 'an object' : JSON.stringify(value);
}

function renderMembers(
  template: JsonObject,
  variables: Variables,
  path: string,
): JsonObject {
  const members: [string, Json][] = [];
  const names = Object.keys(template).sort(compareText);
  for (const name of names) {
    const at = memberPath(path, name);
    const key = TemplateError.at(at, () => renderText(name, variables));
    if (typeof key !== 'string') {
      throw new TemplateError(
        at,
        'the name of a member must be a text; use string() in its expression',
      );
    }
    const value = renderTemplate(template[name], variables, at);
    if (isPresent<Json>(value)) members.push([key, value]);
  }
  return Object.fromEntries(members);
}

function renderText(text: string, variables: Variables): Json | Omitted {
  const found = findExpressions(text);
  const [only] = found;
  if (!only) return text;
  if (found.length === 1 && text.slice(only.start, only.end) === text.trim()) {
    return toJson(evaluateExpression(only.expression, variables));
  }
  let rest = 0;
  const parts = found.flatMap(({ start, end, expression }) => {
    const before = text.slice(rest, start);
    rest = end;
    return [before, toText(evaluateExpression(expression, variables))];
  });
  return [...parts, text.slice(rest)].join('');
}

/** A number, boolean or null of a template. */
function toPlainValue(value: unknown): Json {
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

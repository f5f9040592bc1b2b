import { isObject, JsonObject, JsonValue, member } from '../schema/json';
import { goText } from './format-go-value';
import { elementOfItem, UnidentifiableItem } from './list-items';
import { fieldElement, PathElement, pathText } from './path-element';
import { formOf, ListShape, MapShape, Shape, shapeOfField } from './merge-schema';

/**
 * Says why a configuration cannot be merged: values of another type than the
 * schema's, fields it does not declare, list items that nothing tells apart.
 *
 * @returns messages with their paths, such as `.spec.env: duplicate entries
 * for key [name="A"]`; none when all is well.
 */
export function checkShape(shape: Shape, value: JsonObject): string[] {
  const problems: string[] = [];
  check(problems, '', shape, value);
  return problems;
}

function check(
  problems: string[],
  path: string,
  shape: Shape,
  value: JsonValue,
) {
  if (value === null) return;
  const report = (message: string) =>
    problems.push(path === '' ? message : `${path}: ${message}`);
  const form = formOf(shape, value);
  if (form === 'map' && shape.map) {
    if (isObject(value)) checkMembers(problems, path, shape.map, value);
    else report(`expected map, got &{${goText(value)}}`);
  } else if (form === 'list' && shape.list) {
    if (Array.isArray(value)) {
      checkItems(problems, path, shape.list, value, report);
    } else report(`expected list, got &{${goText(value)}}`);
  } else if (shape.scalar === 'numeric') {
    if (typeof value !== 'number') {
      report(`expected numeric (int or float), got ${goType(value)}`);
    }
  } else if (shape.scalar === 'string') {
    if (typeof value !== 'string') {
      report(
        `expected string, got &value.valueUnstructured{Value:${goText(value)}}`,
      );
    }
  } else if (shape.scalar === 'boolean') {
    if (typeof value !== 'boolean') {
      report(`expected boolean, got &{${goText(value)}}`);
    }
  } else if (isObject(value) || Array.isArray(value)) {
    report(`expected any scalar, got &{${goText(value)}}`);
  }
}

function checkMembers(
  problems: string[],
  path: string,
  map: MapShape,
  value: JsonObject,
) {
  for (const name of Object.keys(value)) {
    if (member(value, name) === undefined) continue;
    const here = path + pathText(fieldElement(name));
    const field = shapeOfField(map, name);
    if (!field) {
      problems.push(`${here}: field not declared in schema`);
      return;
    }
    check(problems, here, field, value[name]);
  }
}

function checkItems(
  problems: string[],
  path: string,
  list: ListShape,
  items: JsonValue[],
  report: (message: string) => void,
) {
  const seen = new Set<PathElement>();
  for (let i = 0; i < items.length; i++) {
    let element: PathElement = `i:${i}`;
    if (!list.atomic) {
      try {
        element = elementOfItem(list, items[i]);
      } catch (error) {
        if (!(error instanceof UnidentifiableItem)) throw error;
        report(`element ${i}: ${error.message}`);
        return;
      }
      if (seen.has(element)) {
        report(`duplicate entries for key ${pathText(element)}`);
      }
      seen.add(element);
    }
    check(problems, path + pathText(element), list.item, items[i]);
  }
}

function goType(value: JsonValue): string {
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return '[]interface {}';
  return isObject(value) ? 'map[string]interface {}' : 'string';
}

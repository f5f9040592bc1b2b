import type { FieldError, FieldErrorType } from '../schema/field-error';
import { isObject, JsonObject, JsonValue, member } from '../schema/json';
import { formatGoValue } from './patch-error';
import { itemElement, ItemKeyError } from './list-items';
import { fieldElement, PathElement, pathText } from './path-element';
import {
  valueForm,
  ListSchema,
  MapSchema,
  MergeSchema,
  fieldSchema,
} from './merge-schema';

/**
 * Validates an applied configuration: the types of values, undeclared fields,
 * and list items without a unique key.
 *
 * @returns errors such as `duplicate entries for key [name="A"]` of the field
 * `.spec.env`; empty if the configuration is valid. A field has a leading dot,
 * and the whole configuration is the field ''.
 */
export function validateApplied(
  schema: MergeSchema,
  value: JsonObject,
): FieldError[] {
  const errors: FieldError[] = [];
  validateValue(errors, '', schema, value);
  return errors;
}

function validateValue(
  errors: FieldError[],
  path: string,
  schema: MergeSchema,
  value: JsonValue,
) {
  if (value === null) return;
  const report = (
    message: string,
    type: FieldErrorType = 'FieldValueTypeInvalid',
  ) => errors.push({ type, field: path, message });
  const form = valueForm(schema, value);
  if (form === 'map' && schema.map) {
    if (isObject(value)) validateMembers(errors, path, schema.map, value);
    else report(`expected map, got &{${formatGoValue(value)}}`);
  } else if (form === 'list' && schema.list) {
    if (Array.isArray(value)) {
      validateItems(errors, path, schema.list, value, report);
    } else report(`expected list, got &{${formatGoValue(value)}}`);
  } else if (schema.scalar === 'numeric') {
    if (typeof value !== 'number') {
      report(`expected numeric (int or float), got ${goType(value)}`);
    }
  } else if (schema.scalar === 'string') {
    if (typeof value !== 'string') {
      report(
        `expected string, got &value.valueUnstructured{Value:${formatGoValue(
          value,
        )}}`,
      );
    }
  } else if (schema.scalar === 'boolean') {
    if (typeof value !== 'boolean') {
      report(`expected boolean, got &{${formatGoValue(value)}}`);
    }
  } else if (isObject(value) || Array.isArray(value)) {
    report(`expected any scalar, got &{${formatGoValue(value)}}`);
  }
}

function validateMembers(
  errors: FieldError[],
  path: string,
  map: MapSchema,
  value: JsonObject,
) {
  for (const name of Object.keys(value)) {
    if (member(value, name) === undefined) continue;
    const here = path + pathText(fieldElement(name));
    const field = fieldSchema(map, name);
    if (!field) {
      errors.push({
        type: 'FieldValueInvalid',
        field: here,
        message: 'field not declared in schema',
      });
      return;
    }
    validateValue(errors, here, field, value[name]);
  }
}

function validateItems(
  errors: FieldError[],
  path: string,
  list: ListSchema,
  items: JsonValue[],
  report: (message: string, type: FieldErrorType) => void,
) {
  const seen = new Set<PathElement>();
  for (let i = 0; i < items.length; i++) {
    let element: PathElement = `i:${i}`;
    if (!list.atomic) {
      try {
        element = itemElement(list, items[i]);
      } catch (error) {
        if (!(error instanceof ItemKeyError)) throw error;
        report(`element ${i}: ${error.message}`, 'FieldValueInvalid');
        return;
      }
      if (seen.has(element)) {
        report(
          `duplicate entries for key ${pathText(element)}`,
          'FieldValueDuplicate',
        );
      }
      seen.add(element);
    }
    validateValue(errors, path + pathText(element), list.item, items[i]);
  }
}

function goType(value: JsonValue): string {
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return '[]interface {}';
  return isObject(value) ? 'map[string]interface {}' : 'string';
}

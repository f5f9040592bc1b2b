import {
  duplicate,
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
  typeInvalid,
  type FieldError,
} from './field-error';
import { matchesFormat } from './formats';
import {
  has,
  isObject,
  jsonEquals,
  member,
  type JsonObject,
  type JsonValue,
} from './json';
import { matchesPattern } from './compile-pattern';
import { findDuplicateItems, oldItemFinder } from './list-types';
import type { StructuralSchema } from './structural-schema';
import { fitsInteger, typeOf, typesOf } from './value-types';

/** Validates values of one object against schemas, and collects the errors. */
export class SchemaValidator {
  readonly errors: FieldError[] = [];
  /** The list items with the key of another one. Not all kinds treat them as errors. */
  readonly duplicates: FieldError[] = [];

  constructor(private readonly root: JsonObject) {}

  /** @param old - the stored value on update; an unchanged value is not validated again (ratcheting) */
  visit(
    schema: StructuralSchema,
    value: JsonValue,
    old: JsonValue | undefined,
    path: string,
  ) {
    if (old !== undefined && jsonEquals(value, old)) return;
    this.checkType(schema, value, path);
    if (value !== null) {
      this.checkCombinations(schema, value, old, path);
      if (typeof value === 'string') this.checkString(schema, value, path);
      else if (typeof value === 'number') this.checkNumber(schema, value, path);
      else if (Array.isArray(value)) this.checkList(schema, value, old, path);
      else if (isObject(value)) this.checkObject(schema, value, old, path);
    }
    if (schema.enum && !schema.enum.some(item => jsonEquals(item, value))) {
      this.errors.push(notSupported(path, value, schema.enum));
    }
    if (schema.rules?.validate) {
      this.errors.push(
        ...schema.rules.validate(value, { path, old, root: this.root }),
      );
    }
  }

  private checkType(schema: StructuralSchema, value: JsonValue, path: string) {
    const types = typesOf(schema);
    if (types.length === 0) return;
    const actual = typeOf(value);
    if (value === null) {
      if (!schema.nullable) this.addTypeError(path, types, actual);
    } else if (types.includes(actual)) {
      // The type is valid.
    } else if (actual === 'number' && schema.format !== undefined) {
      this.addTypeError(path, [schema.format], 'float64');
    } else if (actual !== 'integer' || !types.includes('number')) {
      this.addTypeError(path, types, actual);
    }
  }

  private addTypeError(path: string, types: string[], actual: string) {
    const name = path === '' ? '' : `${path} `;
    this.errors.push(
      typeInvalid(
        path,
        actual,
        `${name}in body must be of type ${types.join(',')}: ${JSON.stringify(
          actual,
        )}`,
      ),
    );
  }

  private checkString(schema: StructuralSchema, value: string, path: string) {
    const { minLength, maxLength, pattern, format } = schema;
    if (maxLength !== undefined && countCharacters(value) > maxLength) {
      this.errors.push(tooLong(path, maxLength));
    }
    if (minLength !== undefined && countCharacters(value) < minLength) {
      this.addInvalid(
        path,
        value,
        `should be at least ${minLength} chars long`,
      );
    }
    if (pattern !== undefined && !matchesPattern(pattern, value)) {
      this.addInvalid(path, value, `should match '${pattern}'`);
    }
    if (format !== undefined && !matchesFormat(format, value)) {
      this.errors.push(
        typeInvalid(
          path,
          value,
          `${path} in body must be of type ${format}: ${JSON.stringify(value)}`,
        ),
      );
    }
  }

  private checkNumber(schema: StructuralSchema, value: number, path: string) {
    const { minimum, maximum, multipleOf } = schema;
    if (schema.type === 'integer' && !fitsInteger(schema, value)) {
      const format =
        schema.format === undefined
          ? '(default format)'
          : `with format ${schema.format}`;
      this.addUnlocated(
        `Checked value must be of type integer ${format} in ${path}`,
      );
    }
    if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
      this.addInvalid(path, value, `should be a multiple of ${multipleOf}`);
    }
    const { exclusiveMaximum, exclusiveMinimum } = schema;
    if (maximum !== undefined && exceeds(value, maximum, exclusiveMaximum)) {
      const limit = exclusiveMaximum ? 'less than' : 'less than or equal to';
      this.addInvalid(path, value, `should be ${limit} ${maximum}`);
    }
    if (minimum !== undefined && exceeds(-value, -minimum, exclusiveMinimum)) {
      const limit = exclusiveMinimum
        ? 'greater than'
        : 'greater than or equal to';
      this.addInvalid(path, value, `should be ${limit} ${minimum}`);
    }
  }

  private checkList(
    schema: StructuralSchema,
    value: JsonValue[],
    old: JsonValue | undefined,
    path: string,
  ) {
    const { items, minItems, maxItems } = schema;
    if (items) {
      const oldItems = oldItemFinder(schema, old);
      value.forEach((item, index) => {
        this.visit(items, item, oldItems(item), `${path}[${index}]`);
      });
    }
    if (minItems !== undefined && value.length < minItems) {
      this.addInvalid(
        path,
        value.length,
        `should have at least ${minItems} items`,
      );
    }
    if (maxItems !== undefined && value.length > maxItems) {
      this.errors.push(tooMany(path, value.length, maxItems));
    }
    if (
      schema.uniqueItems &&
      new Set(value.map(item => JSON.stringify(item))).size < value.length
    ) {
      this.addInvalid(path, '', "shouldn't contain duplicates");
    }
    for (const { index, key } of findDuplicateItems(schema, value)) {
      this.duplicates.push(duplicate(`${path}[${index}]`, key));
    }
  }

  private checkObject(
    schema: StructuralSchema,
    value: JsonObject,
    old: JsonValue | undefined,
    path: string,
  ) {
    const count = Object.keys(value).length;
    const { minProperties, maxProperties, properties } = schema;
    const { additionalProperties } = schema;
    if (minProperties !== undefined && count < minProperties) {
      this.addInvalid(
        path,
        count,
        `should have at least ${minProperties} properties`,
      );
    }
    if (maxProperties !== undefined && count > maxProperties) {
      this.errors.push(tooMany(path, count, maxProperties));
    }
    const before = isObject(old) ? old : undefined;
    for (const key of Object.keys(value)) {
      const property =
        properties && Object.prototype.hasOwnProperty.call(properties, key)
          ? properties[key]
          : additionalProperties;
      if (typeof property !== 'object') continue;
      const here = path === '' ? key : `${path}.${key}`;
      this.visit(property, value[key], before && member(before, key), here);
    }
    for (const key of schema.required ?? []) {
      if (!has(value, key)) {
        this.errors.push(required(path === '' ? key : `${path}.${key}`));
      }
    }
    if (schema['x-kubernetes-embedded-resource']) {
      for (const key of ['apiVersion', 'kind']) {
        if (!member(value, key)) {
          this.errors.push(required(`${path}.${key}`));
        }
      }
    }
  }

  private checkCombinations(
    schema: StructuralSchema,
    value: JsonValue,
    old: JsonValue | undefined,
    path: string,
  ) {
    const { allOf, anyOf, oneOf, not } = schema;
    if (!allOf && !anyOf && !oneOf && !not) return;
    const validateAgainst = (alternative: StructuralSchema): FieldError[] => {
      const validator = new SchemaValidator(this.root);
      validator.visit(alternative, value, old, path);
      return validator.errors;
    };
    const quoted = JSON.stringify(path);
    if (anyOf && anyOf.length > 0) {
      const failures = anyOf.map(validateAgainst);
      if (failures.every(errors => errors.length > 0)) {
        this.addUnlocated(
          `${quoted} must validate at least one schema (anyOf)`,
        );
        this.errors.push(...fewest(failures));
      }
    }
    if (oneOf && oneOf.length > 0) {
      const failures = oneOf.map(validateAgainst);
      const valid = failures.filter(errors => errors.length === 0).length;
      if (valid !== 1) {
        const found =
          valid === 0
            ? 'Found none valid'
            : `Found ${valid} valid alternatives`;
        this.addUnlocated(
          `${quoted} must validate one and only one schema (oneOf). ${found}`,
        );
        if (valid === 0) this.errors.push(...fewest(failures));
      }
    }
    if (allOf && allOf.length > 0) {
      const failures = allOf.map(validateAgainst);
      const valid = failures.filter(errors => errors.length === 0).length;
      failures.forEach(errors => this.errors.push(...errors));
      if (valid < allOf.length) {
        this.addUnlocated(
          `${quoted} must validate all the schemas (allOf)${
            valid === 0 ? '. None validated' : ''
          }`,
        );
      }
    }
    if (not && validateAgainst(not).length === 0) {
      this.addUnlocated(`${quoted} must not validate the schema (not)`);
    }
  }

  /** Adds an error without a field, as Kubernetes does for these rules. */
  private addUnlocated(detail: string) {
    this.errors.push(invalid('<nil>', '', detail));
  }

  private addInvalid(path: string, value: JsonValue, detail: string) {
    const name = path === '' ? '' : `${path} `;
    this.errors.push(invalid(path, value, `${name}in body ${detail}`));
  }
}

function fewest(failures: FieldError[][]): FieldError[] {
  return failures.reduce((best, errors) =>
    errors.length < best.length ? errors : best,
  );
}

function exceeds(value: number, limit: number, exclusive = false): boolean {
  return exclusive ? value >= limit : value > limit;
}

/** The number of code points, as Go counts runes. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

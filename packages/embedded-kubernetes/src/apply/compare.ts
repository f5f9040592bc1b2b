import {
  has,
  isObject,
  JsonObject,
  JsonValue,
  jsonEquals,
  member,
} from '../schema/json';
import { FieldSet } from './field-set';
import { groupItems } from './list-items';
import { fieldElement, PathElement } from './path-element';
import {
  untypedSchema,
  ValueForm,
  valueForm,
  ListSchema,
  MapSchema,
  MergeSchema,
  fieldSchema,
} from './merge-schema';

/** The differences between two states of an object. */
export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

class Comparer {
  readonly result: Comparison = {
    added: new FieldSet(),
    modified: new FieldSet(),
    removed: new FieldSet(),
  };
  private readonly path: PathElement[] = [];

  visit(
    schema: MergeSchema,
    before: JsonValue | undefined,
    after: JsonValue | undefined,
  ) {
    // Merged objects share unchanged parts, so this comparison often suffices.
    if (before === after) return;
    const oldForm = valueForm(schema, before);
    const newForm = valueForm(schema, after);
    let isLeaf: boolean;
    if (after === undefined) {
      isLeaf = this.visitAs(oldForm, schema, before, after);
    } else if (before === undefined || oldForm === newForm) {
      isLeaf = this.visitAs(newForm, schema, before, after);
    } else {
      this.visitAs(oldForm, schema, before, after);
      isLeaf = this.visitAs(newForm, schema, before, after);
    }
    if (isLeaf) return;
    if (before === undefined) this.result.added.insert(this.path);
    else if (after === undefined) this.result.removed.insert(this.path);
  }

  /** Returns whether the value was compared as a whole. */
  private visitAs(
    form: ValueForm,
    schema: MergeSchema,
    before: JsonValue | undefined,
    after: JsonValue | undefined,
  ): boolean {
    if (form === 'map' && schema.map) {
      const left = isObject(before) ? before : undefined;
      const right = isObject(after) ? after : undefined;
      if (!schema.map.atomic && !(isEmptyMap(left) && isEmptyMap(right))) {
        this.visitMembers(schema.map, left ?? {}, right ?? {});
        return false;
      }
    } else if (form === 'list' && schema.list) {
      const left = Array.isArray(before) ? before : [];
      const right = Array.isArray(after) ? after : [];
      if (!schema.list.atomic && left.length + right.length > 0) {
        this.visitItems(schema.list, left, right);
        return false;
      }
    }
    this.visitLeaf(before, after);
    return true;
  }

  private visitLeaf(
    before: JsonValue | undefined,
    after: JsonValue | undefined,
  ) {
    if (before === undefined) this.result.added.insert(this.path);
    else if (after === undefined) this.result.removed.insert(this.path);
    else if (!jsonEquals(before, after)) this.result.modified.insert(this.path);
  }

  private visitMembers(map: MapSchema, before: JsonObject, after: JsonObject) {
    for (const name of Object.keys(before)) {
      this.visitMember(map, name, before, after);
    }
    for (const name of Object.keys(after)) {
      if (!has(before, name)) this.visitMember(map, name, before, after);
    }
  }

  private visitMember(
    map: MapSchema,
    name: string,
    before: JsonObject,
    after: JsonObject,
  ) {
    const old = member(before, name);
    const now = member(after, name);
    if (old === now) return;
    this.path.push(fieldElement(name));
    this.visit(fieldSchema(map, name) ?? untypedSchema, old, now);
    this.path.pop();
  }

  private visitItems(
    list: ListSchema,
    before: JsonValue[],
    after: JsonValue[],
  ) {
    const oldItems = groupItems(list, before);
    const newItems = groupItems(list, after);
    for (const element of new Set([...oldItems.keys(), ...newItems.keys()])) {
      this.path.push(element);
      this.visitGroup(
        list.item,
        oldItems.get(element) ?? [],
        newItems.get(element) ?? [],
      );
      this.path.pop();
    }
  }

  /** Compares items that share a key as a whole. */
  private visitGroup(
    item: MergeSchema,
    before: JsonValue[],
    after: JsonValue[],
  ) {
    if (before.length < 2 && after.length < 2) {
      this.visit(item, before[0], after[0]);
    } else if (before.length >= 2 && after.length >= 2) {
      if (!jsonEquals(before, after)) this.result.modified.insert(this.path);
    } else if (before.length >= 2) {
      if (after.length > 0) this.visit(item, undefined, after[0]);
      this.result.removed.insert(this.path);
    } else {
      if (before.length > 0) this.visit(item, before[0], undefined);
      this.result.added.insert(this.path);
    }
  }
}

function isEmptyMap(value: JsonObject | undefined): boolean {
  return value === undefined || Object.keys(value).length === 0;
}

/** Compares two states of an object field by field. */
export function compare(
  schema: MergeSchema,
  before: JsonValue,
  after: JsonValue,
): Comparison {
  const comparer = new Comparer();
  comparer.visit(schema, before, after);
  return comparer.result;
}

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
  anyShape,
  Form,
  formOf,
  ListShape,
  MapShape,
  Shape,
  shapeOfField,
} from './merge-schema';

/** The fields by which two versions of an object differ. */
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
    shape: Shape,
    before: JsonValue | undefined,
    after: JsonValue | undefined,
  ) {
    // Merging shares what it does not touch, so that this is often decided at once.
    if (before === after) return;
    const oldForm = formOf(shape, before);
    const newForm = formOf(shape, after);
    let isLeaf: boolean;
    if (after === undefined) {
      isLeaf = this.visitAs(oldForm, shape, before, after);
    } else if (before === undefined || oldForm === newForm) {
      isLeaf = this.visitAs(newForm, shape, before, after);
    } else {
      this.visitAs(oldForm, shape, before, after);
      isLeaf = this.visitAs(newForm, shape, before, after);
    }
    if (isLeaf) return;
    if (before === undefined) this.result.added.insert(this.path);
    else if (after === undefined) this.result.removed.insert(this.path);
  }

  /** Returns whether the place was compared as one value. */
  private visitAs(
    form: Form,
    shape: Shape,
    before: JsonValue | undefined,
    after: JsonValue | undefined,
  ): boolean {
    if (form === 'map' && shape.map) {
      const left = isObject(before) ? before : undefined;
      const right = isObject(after) ? after : undefined;
      if (!shape.map.atomic && !(isEmptyMap(left) && isEmptyMap(right))) {
        this.visitMembers(shape.map, left ?? {}, right ?? {});
        return false;
      }
    } else if (form === 'list' && shape.list) {
      const left = Array.isArray(before) ? before : [];
      const right = Array.isArray(after) ? after : [];
      if (!shape.list.atomic && left.length + right.length > 0) {
        this.visitItems(shape.list, left, right);
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

  private visitMembers(map: MapShape, before: JsonObject, after: JsonObject) {
    for (const name of Object.keys(before)) {
      this.visitMember(map, name, before, after);
    }
    for (const name of Object.keys(after)) {
      if (!has(before, name)) this.visitMember(map, name, before, after);
    }
  }

  private visitMember(
    map: MapShape,
    name: string,
    before: JsonObject,
    after: JsonObject,
  ) {
    const old = member(before, name);
    const now = member(after, name);
    if (old === now) return;
    this.path.push(fieldElement(name));
    this.visit(shapeOfField(map, name) ?? anyShape, old, now);
    this.path.pop();
  }

  private visitItems(list: ListShape, before: JsonValue[], after: JsonValue[]) {
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

  /** Items that share a key are compared as one value. */
  private visitGroup(item: Shape, before: JsonValue[], after: JsonValue[]) {
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

/** Compares two versions of an object field by field, as its shape says. */
export function compare(
  shape: Shape,
  before: JsonValue,
  after: JsonValue,
): Comparison {
  const comparer = new Comparer();
  comparer.visit(shape, before, after);
  return comparer.result;
}

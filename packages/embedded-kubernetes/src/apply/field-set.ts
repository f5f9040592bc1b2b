import { isObject, JsonObject, JsonValue } from '../schema/json';
import {
  comparePathElements,
  isPathElement,
  PathElement,
  pathText,
} from './path-element';
import { MergeSchema, elementSchema } from './merge-schema';

/**
 * A set of fields of an object, as in `metadata.managedFields`: a tree whose
 * edges are path elements. A path can be a member and have members below it.
 */
export class FieldSet {
  private readonly members = new Set<PathElement>();
  private readonly children = new Map<PathElement, FieldSet>();

  get isEmpty(): boolean {
    return this.members.size === 0 && this.children.size === 0;
  }

  /** Adds a path. The empty path, the whole object, is ignored. */
  insert(path: readonly PathElement[]): void {
    if (path.length > 0) this.insertFrom(path, 0);
  }

  /** Whether an element directly below this node is a member. */
  hasMember(element: PathElement): boolean {
    return this.members.has(element);
  }

  /** The members below an element, or undefined if there are none. */
  child(element: PathElement): FieldSet | undefined {
    return this.children.get(element);
  }

  union(other: FieldSet): FieldSet {
    const result = new FieldSet();
    this.members.forEach(element => result.members.add(element));
    other.members.forEach(element => result.members.add(element));
    this.children.forEach((child, element) => {
      const twin = other.children.get(element);
      result.children.set(element, twin ? child.union(twin) : child);
    });
    other.children.forEach((child, element) => {
      if (!this.children.has(element)) result.children.set(element, child);
    });
    return result;
  }

  intersection(other: FieldSet): FieldSet {
    const result = new FieldSet();
    this.members.forEach(element => {
      if (other.members.has(element)) result.members.add(element);
    });
    this.children.forEach((child, element) => {
      const twin = other.children.get(element);
      if (twin) result.setChild(element, child.intersection(twin));
    });
    return result;
  }

  /** Without the members of `other`; keeps the members below them. */
  difference(other: FieldSet): FieldSet {
    const result = new FieldSet();
    this.members.forEach(element => {
      if (!other.members.has(element)) result.members.add(element);
    });
    this.children.forEach((child, element) => {
      const twin = other.children.get(element);
      result.setChild(element, twin ? child.difference(twin) : child);
    });
    return result;
  }

  /** Without the members of `other` and all members below them. */
  recursiveDifference(other: FieldSet): FieldSet {
    const result = new FieldSet();
    this.members.forEach(element => {
      if (!other.members.has(element)) result.members.add(element);
    });
    this.children.forEach((child, element) => {
      if (other.members.has(element)) return;
      const twin = other.children.get(element);
      result.setChild(element, twin ? child.recursiveDifference(twin) : child);
    });
    return result;
  }

  /**
   * Adds each declared field that has members below it: an owner of
   * `spec.replicas` is also an owner of `spec`.
   */
  withDeclaredParents(schema: MergeSchema | undefined): FieldSet {
    const result = new FieldSet();
    this.members.forEach(element => result.members.add(element));
    this.children.forEach((child, element) => {
      if (
        element.startsWith('f:') &&
        schema?.map?.fields.has(element.slice(2))
      ) {
        result.members.add(element);
      }
      result.children.set(
        element,
        child.withDeclaredParents(elementSchema(schema, element)),
      );
    });
    return result;
  }

  /** The paths of all members (`.spec.env[name="A"]`), each before those below it. */
  paths(prefix = ''): string[] {
    const elements = this.sortedElements();
    const members = elements
      .filter(element => this.members.has(element))
      .map(element => prefix + pathText(element));
    const deeper = elements.flatMap(
      element =>
        this.children.get(element)?.paths(prefix + pathText(element)) ?? [],
    );
    return [...members, ...deeper];
  }

  /** Converts the set to a `fieldsV1` document. */
  toFieldsV1(): JsonObject {
    const fields: JsonObject = {};
    for (const element of this.sortedElements()) {
      const child = this.children.get(element);
      if (!child) {
        fields[element] = {};
      } else if (this.members.has(element)) {
        fields[element] = { '.': {}, ...child.toFieldsV1() };
      } else {
        fields[element] = child.toFieldsV1();
      }
    }
    return fields;
  }

  /** Parses a `fieldsV1` document; omits unknown elements. */
  static fromFieldsV1(fields: JsonValue | undefined): FieldSet {
    const set = new FieldSet();
    if (!isObject(fields)) return set;
    for (const element of Object.keys(fields)) {
      if (!isPathElement(element)) continue;
      const below = fields[element];
      const isLeaf = !isObject(below) || Object.keys(below).length === 0;
      if (isLeaf || (isObject(below) && '.' in below)) set.members.add(element);
      if (!isLeaf) set.setChild(element, FieldSet.fromFieldsV1(below));
    }
    return set;
  }

  /** The set of the given paths. */
  static of(...paths: readonly (readonly PathElement[])[]): FieldSet {
    const set = new FieldSet();
    paths.forEach(path => set.insert(path));
    return set;
  }

  private insertFrom(path: readonly PathElement[], depth: number) {
    const element = path[depth];
    if (depth === path.length - 1) {
      this.members.add(element);
      return;
    }
    let child = this.children.get(element);
    if (!child) {
      child = new FieldSet();
      this.children.set(element, child);
    }
    child.insertFrom(path, depth + 1);
  }

  private setChild(element: PathElement, child: FieldSet) {
    if (!child.isEmpty) this.children.set(element, child);
  }

  private sortedElements(): PathElement[] {
    return [...new Set([...this.members, ...this.children.keys()])].sort(
      comparePathElements,
    );
  }
}

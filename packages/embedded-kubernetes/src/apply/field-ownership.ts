import { isObject, JsonObject, jsonEquals, objectAt } from '../schema/json';
import { compare, Comparison } from './compare';
import { FieldSet } from './field-set';
import { fieldsOf } from './to-field-set';
import {
  managerKey,
  ManagerIdentity,
  Ownership,
  Ownerships,
} from './managed-fields';
import { mergeApplied } from './merge-applied';
import { fieldElement } from './path-element';
import { removeFields } from './remove-fields';
import { Shape } from './merge-schema';

/** A field that another manager owns with another value. */
export interface Conflict {
  owner: Ownership;
  /** The field's path, such as `.spec.owner`. */
  path: string;
}

/** A write as the ownership rules see it. */
export interface Write {
  shape: Shape;
  /** The stored object without managedFields; empty on create. */
  live: JsonObject;
  ownerships: Ownerships;
  identity: ManagerIdentity;
  /** Fields that the endpoint resets, so that nobody comes to own them. */
  resetFields: FieldSet;
}

/** Fields of which nobody ever is the manager. */
const unownedFields = FieldSet.of(
  [fieldElement('apiVersion')],
  [fieldElement('kind')],
  [fieldElement('metadata')],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map(name => [fieldElement('metadata'), fieldElement(name)]),
);

/**
 * Who owns what after a plain write (POST, PUT, JSON or merge patch): the
 * writer owns what it changed, and whoever owned it before does not any more.
 */
export function ownershipsAfterUpdate(
  write: Write,
  after: JsonObject,
  now: string,
): Ownerships {
  const comparison = withoutReset(
    compare(write.shape, write.live, after),
    write.resetFields,
  );
  const ownerships: Ownerships = new Map(write.ownerships);
  const changed = comparison.modified.union(comparison.added);
  take(ownerships, changed.union(comparison.removed));

  const gained = changed.difference(unownedFields);
  if (gained.isEmpty) return ownerships;
  const key = managerKey(write.identity);
  const previous = ownerships.get(key);
  ownerships.set(key, {
    ...write.identity,
    fields: previous ? previous.fields.union(gained) : gained,
    time: now,
  });
  return ownerships;
}

/** What became of a server-side apply. */
export interface Applied {
  object: JsonObject;
  ownerships: Ownerships;
  conflicts: Conflict[];
}

/**
 * Merges an applied configuration into the live object: what the applier
 * listed before and does not list now is removed, unless others own it too.
 */
export function apply(
  write: Write,
  applied: JsonObject,
  force: boolean,
  now: string,
): Applied {
  const { shape, live, identity, resetFields } = write;
  const key = managerKey(identity);
  const previous = write.ownerships.get(key);
  const fields = fieldsOf(shape, applied).recursiveDifference(resetFields);
  const ownerships: Ownerships = new Map(write.ownerships);
  ownerships.set(key, { ...identity, fields, time: previous?.time });

  const merged = mergeApplied(shape, live, applied);
  const given = previous?.fields.difference(fields);
  // Most applies list all that the last one did: then nothing can go.
  const object =
    previous && given && !given.isEmpty
      ? prune(shape, merged, previous.fields, ownerships)
      : merged;

  const comparison = withoutReset(compare(shape, live, object), resetFields);
  const changed = comparison.modified.union(comparison.added);
  const conflicts = conflictsOf(ownerships, key, changed);
  if (conflicts.length > 0 && !force) {
    return { object, ownerships: write.ownerships, conflicts };
  }
  take(ownerships, changed.union(comparison.removed), key);

  const owned = fields.difference(unownedFields);
  if (owned.isEmpty) ownerships.delete(key);
  else {
    const time = jsonEquals(live, object) ? previous?.time : now;
    ownerships.set(key, { ...identity, fields: owned, time });
  }
  return { object, ownerships, conflicts: [] };
}

/** What an endpoint resets before it stores an object. */
export function resetFieldsOf(
  hasStatus: boolean,
  subresource: string | undefined,
): FieldSet {
  if (subresource === 'status') {
    return FieldSet.of([fieldElement('metadata')], [fieldElement('spec')]);
  }
  return hasStatus ? FieldSet.of([fieldElement('status')]) : new FieldSet();
}

/** The object as ownership sees it: without the record of ownership itself. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  if (!isObject(object.metadata)) return object;
  const { managedFields: _, ...metadata } = objectAt(object, 'metadata');
  return { ...object, metadata };
}

/** Takes fields away from all managers but one; who has none left goes. */
function take(ownerships: Ownerships, fields: FieldSet, except?: string) {
  for (const [key, ownership] of [...ownerships]) {
    if (key === except) continue;
    const left = ownership.fields.difference(fields);
    if (left.isEmpty) ownerships.delete(key);
    else ownerships.set(key, { ...ownership, fields: left });
  }
}

function conflictsOf(
  ownerships: Ownerships,
  applier: string,
  changed: FieldSet,
): Conflict[] {
  const conflicts: Conflict[] = [];
  for (const [key, owner] of ownerships) {
    if (key === applier) continue;
    for (const path of owner.fields.intersection(changed).paths()) {
      conflicts.push({ owner, path });
    }
  }
  return conflicts;
}

/**
 * Removes what the applier owned before, then puts back what any manager owns
 * now and what the applier did not own itself.
 */
function prune(
  shape: Shape,
  merged: JsonObject,
  last: FieldSet,
  ownerships: Ownerships,
): JsonObject {
  const lastOwned = last.withDeclaredParents(shape);
  const withoutLast = removeFields(shape, merged, lastOwned);
  let owned = new FieldSet();
  ownerships.forEach(({ fields }) => {
    owned = owned.union(fields);
  });
  const mergedFields = fieldsOf(shape, merged).withDeclaredParents(shape);
  const withOwned = removeFields(
    shape,
    merged,
    mergedFields.difference(
      fieldsOf(shape, withoutLast)
        .withDeclaredParents(shape)
        .union(owned.withDeclaredParents(shape)),
    ),
  );
  const left = fieldsOf(shape, withOwned).withDeclaredParents(shape);
  return removeFields(
    shape,
    merged,
    mergedFields.difference(left).intersection(lastOwned),
  );
}

function withoutReset(comparison: Comparison, reset: FieldSet): Comparison {
  if (reset.isEmpty) return comparison;
  return {
    added: comparison.added.recursiveDifference(reset),
    modified: comparison.modified.recursiveDifference(reset),
    removed: comparison.removed.recursiveDifference(reset),
  };
}

import { isObject, JsonObject, jsonEquals, objectAt } from '../schema/json';
import { compare, Comparison } from './compare';
import { FieldSet } from './field-set';
import { toFieldSet } from './to-field-set';
import {
  managerKey,
  ManagerIdentity,
  Ownership,
  Ownerships,
} from './managed-fields';
import { mergeApplied } from './merge-applied';
import { fieldElement } from './path-element';
import { removeFields } from './remove-fields';
import { MergeSchema } from './merge-schema';

/** A field that another manager owns with a different value. */
export interface Conflict {
  owner: Ownership;
  /** The path of the field, such as `.spec.owner`. */
  path: string;
}

/** The input of a write to the ownership rules. */
export interface Write {
  schema: MergeSchema;
  /** The stored object without managedFields; empty on create. */
  live: JsonObject;
  ownerships: Ownerships;
  identity: ManagerIdentity;
  /** The fields that the endpoint resets, which the writer does not own. */
  resetFields: FieldSet;
}

/** The fields that never have a manager. */
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
 * The ownerships after a write other than an apply: the writer owns the fields
 * that it changed, and their previous owners do not.
 */
export function ownershipsAfterUpdate(
  write: Write,
  after: JsonObject,
  now: string,
): Ownerships {
  const comparison = withoutReset(
    compare(write.schema, write.live, after),
    write.resetFields,
  );
  const ownerships: Ownerships = new Map(write.ownerships);
  const changed = comparison.modified.union(comparison.added);
  removeFieldsFromManagers(ownerships, changed.union(comparison.removed));

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

/** The result of a server-side apply. */
export interface ApplyOutcome {
  object: JsonObject;
  ownerships: Ownerships;
  conflicts: Conflict[];
}

/**
 * Merges an applied configuration into the live object. Removes the fields that
 * the applier no longer lists, unless other managers own them.
 */
export function applyConfiguration(
  write: Write,
  applied: JsonObject,
  force: boolean,
  now: string,
): ApplyOutcome {
  const { schema, live, identity, resetFields } = write;
  const key = managerKey(identity);
  const previous = write.ownerships.get(key);
  const fields = toFieldSet(schema, applied).recursiveDifference(resetFields);
  const ownerships: Ownerships = new Map(write.ownerships);
  ownerships.set(key, { ...identity, fields, time: previous?.time });

  const merged = mergeApplied(schema, live, applied);
  const dropped = previous?.fields.difference(fields);
  // Most applies list all fields of the last one, so nothing is removed.
  const object =
    previous && dropped && !dropped.isEmpty
      ? prune(schema, merged, previous.fields, ownerships)
      : merged;

  const comparison = withoutReset(compare(schema, live, object), resetFields);
  const changed = comparison.modified.union(comparison.added);
  const conflicts = conflictsOf(ownerships, key, changed);
  if (conflicts.length > 0 && !force) {
    return { object, ownerships: write.ownerships, conflicts };
  }
  removeFieldsFromManagers(ownerships, changed.union(comparison.removed), key);

  const owned = fields.difference(unownedFields);
  if (owned.isEmpty) ownerships.delete(key);
  else {
    const time = jsonEquals(live, object) ? previous?.time : now;
    ownerships.set(key, { ...identity, fields: owned, time });
  }
  return { object, ownerships, conflicts: [] };
}

/** The fields that an endpoint resets before it stores an object. */
export function resetFieldsOf(
  hasStatus: boolean,
  subresource: string | undefined,
): FieldSet {
  if (subresource === 'status') {
    return FieldSet.of([fieldElement('metadata')], [fieldElement('spec')]);
  }
  return hasStatus ? FieldSet.of([fieldElement('status')]) : new FieldSet();
}

/** Removes managedFields from an object. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  if (!isObject(object.metadata)) return object;
  const { managedFields: _, ...metadata } = objectAt(object, 'metadata');
  return { ...object, metadata };
}

/** Removes fields from all managers but one, and managers that have no fields left. */
function removeFieldsFromManagers(
  ownerships: Ownerships,
  fields: FieldSet,
  except?: string,
) {
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
 * Removes the fields that the applier owned before, except those that any
 * manager owns now.
 */
function prune(
  schema: MergeSchema,
  merged: JsonObject,
  last: FieldSet,
  ownerships: Ownerships,
): JsonObject {
  const lastOwned = last.withDeclaredParents(schema);
  const withoutLast = removeFields(schema, merged, lastOwned);
  let owned = new FieldSet();
  ownerships.forEach(({ fields }) => {
    owned = owned.union(fields);
  });
  const mergedFields = toFieldSet(schema, merged).withDeclaredParents(schema);
  const withOwned = removeFields(
    schema,
    merged,
    mergedFields.difference(
      toFieldSet(schema, withoutLast)
        .withDeclaredParents(schema)
        .union(owned.withDeclaredParents(schema)),
    ),
  );
  const left = toFieldSet(schema, withOwned).withDeclaredParents(schema);
  return removeFields(
    schema,
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

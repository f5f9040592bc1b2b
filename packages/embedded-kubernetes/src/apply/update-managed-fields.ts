import { JsonObject, objectAt } from '../schema/json';
import { asJson } from '../schema/kube-json';
import { KubeObject } from '../api/types';
import {
  decodeManagedFields,
  encodeManagedFields,
  isReset,
  managerKey,
  ManagedFieldsEntry,
  Ownership,
  Ownerships,
} from './managed-fields';
import { identityOf, MergeableType, timestamp } from './server-side-apply';
import { shapeOfKind } from './merge-schema';
import {
  ownershipsAfterUpdate,
  resetFieldsOf,
  withoutManagedFields,
} from './field-ownership';

/** A write that is not an apply: POST, PUT or another kind of patch. */
export interface TrackedUpdate {
  type: MergeableType;
  /** The stored object; undefined on create. */
  before: KubeObject | undefined;
  /** The object as it will be stored, defaults filled in. */
  after: KubeObject;
  manager: string;
  subresource?: string;
  now: Date;
}

/** Above this many updaters the oldest are folded into one. */
const maxUpdaters = 10;

/**
 * The `metadata.managedFields` to store after a write. A client may send the
 * list itself, changed or cleared; where it sends none, the stored one counts.
 *
 * @returns the entries; an empty list means that the field is left out.
 */
export function trackUpdate(update: TrackedUpdate): ManagedFieldsEntry[] {
  const { type, subresource } = update;
  const before = update.before && asJson(update.before);
  const after = asJson(update.after);
  const stored = objectAt(before, 'metadata').managedFields;
  const sent = objectAt(after, 'metadata').managedFields;
  const ownerships = startingFrom(stored, sent, subresource !== undefined);
  // An object that is not tracked stays so until somebody applies to it.
  if (ownerships.size === 0 && before) return [];

  const identity = identityOf(update, 'Update');
  return encodeManagedFields(
    foldOldest(
      ownershipsAfterUpdate(
        {
          shape: shapeOfKind(type.schema),
          live: before
            ? withoutManagedFields(before)
            : { apiVersion: identity.apiVersion, kind: type.kind },
          ownerships,
          identity,
          resetFields: resetFieldsOf(type.subresources.status, subresource),
        },
        withoutManagedFields(after),
        timestamp(update.now),
      ),
    ),
  );
}

function startingFrom(
  stored: JsonObject[string] | undefined,
  sent: JsonObject[string] | undefined,
  isSubresource: boolean,
): Ownerships {
  if (!isSubresource) {
    if (isReset(sent)) return new Map();
    const ownerships = decodeManagedFields(sent);
    if (ownerships && ownerships.size > 0) return ownerships;
  }
  return decodeManagedFields(stored) ?? new Map();
}

function foldOldest(ownerships: Ownerships): Ownerships {
  const updaters = [...ownerships]
    .filter(([, { operation }]) => operation === 'Update')
    .sort(([a, { time: timeOfA }], [b, { time: timeOfB }]) => {
      const byAge = (timeOfA ?? '').localeCompare(timeOfB ?? '');
      return byAge || a.localeCompare(b);
    });
  let surplus = updaters.length - maxUpdaters;
  const firstOfVersion = new Map<string, [string, Ownership]>();
  for (const [key, ownership] of updaters) {
    if (surplus <= 0) break;
    const first = firstOfVersion.get(ownership.apiVersion);
    if (!first) {
      firstOfVersion.set(ownership.apiVersion, [key, ownership]);
      continue;
    }
    const identity = {
      manager: 'ancient-changes',
      operation: 'Update' as const,
      apiVersion: ownership.apiVersion,
      subresource: '',
    };
    const bucketKey = managerKey(identity);
    const bucket = ownerships.get(bucketKey) ?? first[1];
    ownerships.delete(first[0]);
    ownerships.delete(key);
    ownerships.set(bucketKey, {
      ...identity,
      fields: bucket.fields.union(ownership.fields),
      time: ownership.time,
    });
    surplus--;
  }
  return ownerships;
}

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
import { identityOf, MergeableType } from './server-side-apply';
import { mergeSchemaOf } from './merge-schema';
import {
  ownershipsAfterUpdate,
  resetFieldsOf,
  withoutManagedFields,
} from './field-ownership';
import { formatTime } from '../api/time';

/** A write that is not an apply: POST, PUT or another type of patch. */
export interface ManagedFieldsUpdate {
  type: MergeableType;
  /** The stored object; undefined on create. */
  before: KubeObject | undefined;
  /** The object to store, with defaults. */
  after: KubeObject;
  manager: string;
  subresource?: string;
  now: Date;
}

/** The number of updaters above which the oldest are merged; the same as in kube-apiserver. */
const maxUpdaters = 10;

/**
 * Computes `metadata.managedFields` after a write, from the list that the client
 * sent or else from the stored one.
 *
 * @returns the entries; empty if the field must be omitted.
 */
export function updateManagedFields(
  update: ManagedFieldsUpdate,
): ManagedFieldsEntry[] {
  const { type, subresource } = update;
  const before = update.before && asJson(update.before);
  const after = asJson(update.after);
  const stored = objectAt(before, 'metadata').managedFields;
  const sent = objectAt(after, 'metadata').managedFields;
  const ownerships = initialOwnerships(stored, sent, subresource !== undefined);
  // An object without managedFields gets them with the first apply.
  if (ownerships.size === 0 && before) return [];

  const identity = identityOf(update, 'Update');
  return encodeManagedFields(
    mergeOldestUpdaters(
      ownershipsAfterUpdate(
        {
          schema: mergeSchemaOf(type.schema),
          live: before
            ? withoutManagedFields(before)
            : { apiVersion: identity.apiVersion, kind: type.kind },
          ownerships,
          identity,
          resetFields: resetFieldsOf(type.subresources.status, subresource),
        },
        withoutManagedFields(after),
        formatTime(update.now),
      ),
    ),
  );
}

function initialOwnerships(
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

function mergeOldestUpdaters(ownerships: Ownerships): Ownerships {
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

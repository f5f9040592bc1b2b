import { isObject, JsonObject, JsonValue, stringAt } from '../schema/json';
import { FieldSet } from './field-set';

/** An entry of `metadata.managedFields`. */
export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  /** RFC 3339, in whole seconds. */
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: JsonObject;
  subresource?: string;
}

/** The manager of an entry. */
export interface ManagerIdentity {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource: string;
}

/** The fields of one manager and the time of its last change. */
export interface Ownership extends ManagerIdentity {
  fields: FieldSet;
  time?: string;
}

/**
 * The ownerships of an object by {@link managerKey}. An applier has one entry
 * for all versions; an updater has one per version.
 */
export type Ownerships = Map<string, Ownership>;

/** The key of a manager: equal for two entries of the same manager. */
export function managerKey(identity: ManagerIdentity): string {
  const { manager, operation, apiVersion, subresource } = identity;
  return JSON.stringify([
    manager,
    operation,
    operation === 'Apply' ? '' : apiVersion,
    subresource,
  ]);
}

/**
 * Parses `metadata.managedFields`.
 *
 * @returns undefined if an entry is invalid.
 */
export function decodeManagedFields(
  entries: JsonValue | undefined,
): Ownerships | undefined {
  const ownerships: Ownerships = new Map();
  if (!Array.isArray(entries)) return ownerships;
  for (const entry of entries) {
    const operation = stringAt(entry, 'operation');
    const apiVersion = stringAt(entry, 'apiVersion') ?? '';
    if (operation !== 'Apply' && operation !== 'Update') return undefined;
    if (!isObject(entry) || apiVersion === '') return undefined;
    if (stringAt(entry, 'fieldsType') !== 'FieldsV1') return undefined;
    const ownership: Ownership = {
      manager: stringAt(entry, 'manager') ?? '',
      operation,
      apiVersion,
      subresource: stringAt(entry, 'subresource') ?? '',
      fields: FieldSet.fromFieldsV1(entry.fieldsV1),
      time: stringAt(entry, 'time'),
    };
    ownerships.set(managerKey(ownership), ownership);
  }
  return ownerships;
}

/** Formats `metadata.managedFields`: appliers first, then by time and name. */
export function encodeManagedFields(
  ownerships: Ownerships,
): ManagedFieldsEntry[] {
  return [...ownerships.values()].sort(byOperationAndAge).map(ownership => ({
    manager: ownership.manager,
    operation: ownership.operation,
    apiVersion: ownership.apiVersion,
    ...(ownership.time !== undefined && { time: ownership.time }),
    fieldsType: 'FieldsV1',
    fieldsV1: ownership.fields.toFieldsV1(),
    ...(ownership.subresource !== '' && { subresource: ownership.subresource }),
  }));
}

/** Whether a client clears all ownerships, with `[]` or `[{}]`. */
export function isReset(entries: JsonValue | undefined): boolean {
  if (!Array.isArray(entries)) return false;
  if (entries.length === 0) return true;
  const [only] = entries;
  return (
    entries.length === 1 && isObject(only) && Object.keys(only).length === 0
  );
}

/** Formats a manager for conflict messages. */
export function describeManager(owner: Ownership): string {
  let text = JSON.stringify(owner.manager);
  if (owner.subresource) {
    text += ` with subresource ${JSON.stringify(owner.subresource)}`;
  }
  if (owner.operation === 'Update') text += ` using ${owner.apiVersion}`;
  return text;
}

function byOperationAndAge(a: Ownership, b: Ownership): number {
  return (
    compareText(a.operation, b.operation) ||
    seconds(a.time) - seconds(b.time) ||
    compareText(a.manager, b.manager) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.subresource, b.subresource)
  );
}

function seconds(time: string | undefined): number {
  return time === undefined ? 0 : Math.floor(Date.parse(time) / 1000);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

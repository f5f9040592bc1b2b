import { JsonObject, objectAt, stringAt } from '../schema/json';
import { asJson, asKubeObject } from '../schema/kube-json';
import { StructuralSchema } from '../schema/structural-schema';
import { KubeObject } from '../api/types';
import { validateApplied } from './validate-applied';
import { isOwnedByLastApplied, withLastApplied } from './last-applied';
import {
  decodeManagedFields,
  describeManager,
  encodeManagedFields,
  ManagerIdentity,
  Ownerships,
} from './managed-fields';
import { MergeSchema, mergeSchemaOf } from './merge-schema';
import {
  applyConfiguration,
  ApplyOutcome,
  Conflict,
  ownershipsAfterUpdate,
  resetFieldsOf,
  withoutManagedFields,
  Write,
} from './field-ownership';
import { PatchError } from './patch-error';
import { formatTime } from '../api/time';

/** The properties of a resource type that merging needs. */
export interface MergeableType {
  group: string;
  version: string;
  kind: string;
  schema?: StructuralSchema;
  subresources: { status: boolean };
}

/** The input of a server-side apply. */
export interface ServerSideApplyRequest {
  type: MergeableType;
  /** The stored object; undefined if it does not exist. */
  live: KubeObject | undefined;
  /** The applied configuration. */
  applied: KubeObject;
  manager: string;
  /** Whether to take over fields of other managers. */
  force: boolean;
  subresource?: string;
  now: Date;
}

/** A conflict, as a cause of a Status. */
export interface ApplyConflict {
  /** The path of the field, such as `.spec.owner`. */
  field: string;
  /** `conflict with "kubectl"`. */
  message: string;
  /** The manager, formatted for messages. */
  manager: string;
}

/** The merged object with its managedFields, or the conflicts. */
export interface ServerSideApplyResult {
  object: KubeObject;
  conflicts: ApplyConflict[];
}

/**
 * Merges an applied configuration into the live object, as kube-apiserver does
 * for `application/apply-patch+yaml`. The result is not defaulted or validated.
 *
 * @throws PatchError if the configuration is invalid.
 */
export function serverSideApply(
  request: ServerSideApplyRequest,
): ServerSideApplyResult {
  const { type, manager, force } = request;
  const applied = asJson(request.applied);
  const sent = objectAt(applied, 'metadata').managedFields;
  if (sent !== undefined && sent !== null) {
    throw new PatchError(400, 'metadata.managedFields must be nil');
  }
  const schema = mergeSchemaOf(type.schema);
  rejectInvalidApplied(schema, type, applied);

  const identity = identityOf(request, 'Apply');
  const live = withoutManagedFields(
    request.live ? asJson(request.live) : emptyObject(identity, type),
  );
  const now = formatTime(request.now);
  const write: Write = {
    schema,
    live,
    ownerships: liveOwnerships(request, schema, live, now),
    identity,
    resetFields: resetFieldsOf(type.subresources.status, request.subresource),
  };
  const own = withoutManagedFields(applied);
  let outcome = applyConfiguration(write, own, force, now);
  if (
    outcome.conflicts.length > 0 &&
    manager === 'kubectl' &&
    isOwnedByLastApplied(schema, live, outcome.conflicts)
  ) {
    outcome = applyConfiguration(write, own, true, now);
  }
  if (outcome.conflicts.length > 0) {
    return {
      object: request.live ?? request.applied,
      conflicts: outcome.conflicts.map(toCause),
    };
  }
  const object =
    manager === 'kubectl'
      ? withLastApplied(outcome.object, own)
      : outcome.object;
  return { object: withOwnerships(object, outcome.ownerships), conflicts: [] };
}

/** The message of the 409 for conflicts. */
export function applyConflictMessage(
  conflicts: readonly ApplyConflict[],
): string {
  if (conflicts.length === 1) {
    const [{ message, field }] = conflicts;
    return `Apply failed with 1 conflict: ${message}: ${field}`;
  }
  const lines: string[] = [];
  const managers = [...new Set(conflicts.map(conflict => conflict.manager))];
  for (const manager of managers.sort()) {
    lines.push(`conflicts with ${manager}:`);
    for (const conflict of conflicts) {
      if (conflict.manager === manager) lines.push(`- ${conflict.field}`);
    }
  }
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

/** The manager identity of a request. */
export function identityOf(
  request: {
    type: MergeableType;
    manager: string;
    subresource?: string;
  },
  operation: 'Apply' | 'Update',
): ManagerIdentity {
  const { group, version } = request.type;
  return {
    manager: request.manager === '' ? 'unknown' : request.manager,
    operation,
    apiVersion: group === '' ? version : `${group}/${version}`,
    subresource: request.subresource ?? '',
  };
}

/** The fields of an object without valid managedFields belong to `before-first-apply`. */
function liveOwnerships(
  request: ServerSideApplyRequest,
  schema: MergeSchema,
  live: JsonObject,
  now: string,
): Ownerships {
  const entries =
    request.live && objectAt(asJson(request.live), 'metadata').managedFields;
  const ownerships = decodeManagedFields(entries) ?? new Map();
  if (ownerships.size > 0 || !request.live) return ownerships;
  const identity = {
    ...identityOf(request, 'Update'),
    manager: 'before-first-apply',
  };
  return ownershipsAfterUpdate(
    {
      schema,
      live: emptyObject(identity, request.type),
      ownerships,
      identity,
      resetFields: resetFieldsOf(
        request.type.subresources.status,
        request.subresource,
      ),
    },
    live,
    now,
  );
}

function emptyObject(
  identity: ManagerIdentity,
  type: MergeableType,
): JsonObject {
  return { apiVersion: identity.apiVersion, kind: type.kind };
}

function rejectInvalidApplied(
  schema: MergeSchema,
  type: MergeableType,
  applied: JsonObject,
) {
  const errors = validateApplied(schema, applied);
  if (errors.length === 0) return;
  const namespace = stringAt(applied.metadata, 'namespace') ?? '';
  const name = stringAt(applied.metadata, 'name') ?? '';
  const problems = errors.map(({ field, message }) =>
    field === '' ? message : `${field}: ${message}`,
  );
  const text =
    problems.length === 1
      ? problems[0]
      : ['errors:', ...problems.map(problem => `  ${problem}`)].join('\n');
  throw new PatchError(
    422,
    `failed to create typed patch object (${namespace}/${name}; ${type.group}/${type.version}, Kind=${type.kind}): ${text}`,
    {
      fieldErrors: errors.map(error => ({
        ...error,
        field: error.field.replace(/^\./, ''),
      })),
    },
  );
}

function withOwnerships(
  object: ApplyOutcome['object'],
  ownerships: Ownerships,
): KubeObject {
  const metadata = { ...objectAt(object, 'metadata') };
  const entries = encodeManagedFields(ownerships);
  if (entries.length > 0)
    metadata.managedFields = entries.map(entry => ({ ...entry }));
  return asKubeObject({ ...object, metadata });
}

function toCause({ owner, path }: Conflict): ApplyConflict {
  const manager = describeManager(owner);
  return { field: path, message: `conflict with ${manager}`, manager };
}

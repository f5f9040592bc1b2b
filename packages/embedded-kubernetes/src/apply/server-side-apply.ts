import { JsonObject, objectAt, stringAt } from '../schema/json';
import { asJson, asKubeObject } from '../schema/kube-json';
import { StructuralSchema } from '../schema/structural-schema';
import { KubeObject } from '../api/types';
import { ApplyRefused } from './patch-error';
import { checkShape } from './validate-applied';
import { lastAppliedCovers, withLastApplied } from './last-applied';
import {
  decodeManagedFields,
  describeManager,
  encodeManagedFields,
  ManagerIdentity,
  Ownerships,
} from './managed-fields';
import { Shape, shapeOfKind } from './merge-schema';
import {
  apply,
  Applied,
  Conflict,
  ownershipsAfterUpdate,
  resetFieldsOf,
  withoutManagedFields,
  Write,
} from './field-ownership';

/** What merging needs to know of a kind; every served type has it. */
export interface MergeableType {
  group: string;
  version: string;
  kind: string;
  schema?: StructuralSchema;
  subresources: { status: boolean };
}

/** A server-side apply. */
export interface ServerSideApplyRequest {
  type: MergeableType;
  /** The stored object; undefined when there is none yet. */
  live: KubeObject | undefined;
  /** What the client sent: only the fields it has an opinion about. */
  applied: KubeObject;
  manager: string;
  /** Take fields that others own instead of failing. */
  force: boolean;
  subresource?: string;
  now: Date;
}

/** A conflict in the words of a Status cause. */
export interface ApplyConflict {
  /** Path of the field, such as `.spec.owner`. */
  field: string;
  /** `conflict with "kubectl"`. */
  message: string;
  /** The manager as messages name it. */
  manager: string;
}

/** The merged object with its managedFields, or why it may not be written. */
export interface ServerSideApplyResult {
  object: KubeObject;
  conflicts: ApplyConflict[];
}

/**
 * Merges an applied configuration into the live object, as the API server does
 * for `application/apply-patch+yaml`. The result is not defaulted or validated.
 *
 * @throws ApplyRefused where the configuration cannot be merged at all.
 */
export function serverSideApply(
  request: ServerSideApplyRequest,
): ServerSideApplyResult {
  const { type, manager, force } = request;
  const applied = asJson(request.applied);
  const sent = objectAt(applied, 'metadata').managedFields;
  if (sent !== undefined && sent !== null) {
    throw new ApplyRefused(400, 'metadata.managedFields must be nil');
  }
  const shape = shapeOfKind(type.schema);
  refuseUnmergeable(shape, type, applied);

  const identity = identityOf(request, 'Apply');
  const live = withoutManagedFields(
    request.live ? asJson(request.live) : emptyObject(identity, type),
  );
  const now = timestamp(request.now);
  const write: Write = {
    shape,
    live,
    ownerships: liveOwnerships(request, shape, live, now),
    identity,
    resetFields: resetFieldsOf(type.subresources.status, request.subresource),
  };
  const own = withoutManagedFields(applied);
  let outcome = apply(write, own, force, now);
  if (
    outcome.conflicts.length > 0 &&
    manager === 'kubectl' &&
    lastAppliedCovers(shape, live, outcome.conflicts)
  ) {
    outcome = apply(write, own, true, now);
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

/** The message of the 409 that answers a conflicting apply. */
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

/** The identity that a request writes under. */
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

/** A time as Kubernetes writes it: RFC 3339 in whole seconds. */
export function timestamp(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Objects that nobody has tracked yet belong to `before-first-apply`. */
function liveOwnerships(
  request: ServerSideApplyRequest,
  shape: Shape,
  live: JsonObject,
  now: string,
): Ownerships {
  const entries =
    request.live && objectAt(asJson(request.live), 'metadata').managedFields;
  const ownerships = decodeManagedFields(entries);
  if (!ownerships) {
    throw new ApplyRefused(
      500,
      'failed to decode managed fields: an entry is not a FieldsV1 entry of Apply or Update',
    );
  }
  if (ownerships.size > 0 || !request.live) return ownerships;
  const identity = {
    ...identityOf(request, 'Update'),
    manager: 'before-first-apply',
  };
  return ownershipsAfterUpdate(
    {
      shape,
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

function refuseUnmergeable(
  shape: Shape,
  type: MergeableType,
  applied: JsonObject,
) {
  const problems = checkShape(shape, applied);
  if (problems.length === 0) return;
  const namespace = stringAt(applied.metadata, 'namespace') ?? '';
  const name = stringAt(applied.metadata, 'name') ?? '';
  const { apiVersion } = identityOf({ type, manager: '' }, 'Apply');
  const text =
    problems.length === 1
      ? problems[0]
      : ['errors:', ...problems.map(problem => `  ${problem}`)].join('\n');
  throw new ApplyRefused(
    500,
    `failed to create typed patch object (${namespace}/${name}; ${apiVersion}, Kind=${type.kind}): ${text}`,
  );
}

function withOwnerships(
  object: Applied['object'],
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

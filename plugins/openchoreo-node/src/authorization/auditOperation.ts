import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
  AuthService,
} from '@backstage/backend-plugin-api';
import {
  resourceNames,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import type { AuditLog } from '../audit/AuditLog';
import { requesterOf, type Caller } from './Caller';

/** What is recorded beside what the declaration of an operation says. */
export interface AuditRecord<T> {
  /** Of the component that the operation is about. */
  entityRef?: string;
  meta?: Record<string, string>;
  isDryRun?: boolean;
  outcome?: (result: T) => Record<string, string | undefined> | undefined;
}

/**
 * Does the work of an operation, and records in an audit event whether it succeeded. What changes something is an entry of the
 * audit log, too, except for a dry run.
 */
export async function auditOperation<Input extends z.ZodObject, T>(
  services: { auditor: AuditorService; auditLog: AuditLog; auth: AuthService },
  operation: Operation<Input>,
  input: z.output<Input>,
  caller: Caller,
  work: () => Promise<T>,
  record: AuditRecord<T>,
): Promise<T> {
  const { audit, name } = operation;
  if (!audit) return work();
  const { eventId, severityLevel } = audit;
  const { request, door } = caller;
  const { entityRef, isDryRun = false } = record;
  const meta = {
    ...audit.meta(input),
    ...resourceNames(operation, input),
    ...record.meta,
  };
  const outcomeOf = (result: T) => ({
    ...definedValues(record.outcome?.(result)),
    ...(isDryRun && { dryRun: 'true' }),
  });
  const workWithEvent = () =>
    createAuditEvent(
      services.auditor,
      {
        eventId,
        severityLevel,
        request,
        meta: { ...meta, ...(entityRef && { entityRef }), door },
      },
      work,
      outcomeOf,
    );
  if (isDryRun || severityLevel === 'low') return workWithEvent();
  const requestedBy = requesterOf(services, caller);
  return services.auditLog.record(
    { operation: name, requestedBy, door, meta },
    workWithEvent,
    outcomeOf,
  );
}

/** Does the work, and ends the audit event as it ends. */
async function createAuditEvent<T>(
  auditor: AuditorService,
  options: AuditorServiceCreateEventOptions,
  work: () => Promise<T>,
  outcomeOf: (result: T) => Record<string, string>,
): Promise<T> {
  const event = await auditor.createEvent(options);
  try {
    const result = await work();
    await event.success({ meta: outcomeOf(result) });
    return result;
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    await event.fail({ error });
    throw thrown;
  }
}

function definedValues(
  values: Record<string, string | undefined> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
}

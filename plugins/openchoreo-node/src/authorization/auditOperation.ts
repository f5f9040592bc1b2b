import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  resourceNames,
  type Operation,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import type { Caller } from './Caller';

/** Does the work of an operation, and records in an audit event whether it succeeded. */
export async function auditOperation<Input extends z.ZodObject, T>(
  auditor: AuditorService,
  operation: Operation<Input>,
  input: z.output<Input>,
  caller: Caller,
  work: () => Promise<T>,
  record: {
    /** Of the component that the operation is about. */
    entityRef?: string;
    meta?: Record<string, string>;
    outcome: (result: T) => Record<string, string | undefined>;
  },
): Promise<T> {
  const event = await createAuditEvent(
    auditor,
    operation,
    input,
    caller,
    record,
  );
  try {
    const result = await work();
    await event?.success({ meta: definedValues(record.outcome(result)) });
    return result;
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    await event?.fail({ error });
    throw thrown;
  }
}

async function createAuditEvent<Input extends z.ZodObject>(
  auditor: AuditorService,
  operation: Operation<Input>,
  input: z.output<Input>,
  { request, door }: Caller,
  {
    entityRef,
    meta = {},
  }: { entityRef?: string; meta?: Record<string, string> },
) {
  const { audit } = operation;
  if (!audit) return undefined;
  const { eventId, severityLevel } = audit;
  return auditor.createEvent({
    eventId,
    severityLevel,
    request,
    meta: {
      ...audit.meta(input),
      ...resourceNames(operation, input),
      ...(entityRef && { entityRef }),
      ...meta,
      door,
    },
  });
}

function definedValues(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
}

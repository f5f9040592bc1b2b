import { applyConflictMessage, type ApplyConflict } from '../apply/index';
import { describeFieldErrors, type FieldError } from '../schema/index';
import { resourceNameOf } from './types';

/** A cause of an error, about one field. */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** The details of a Status. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** The `Status` object of the Kubernetes API. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
}

/** An error that becomes a `Status` response. */
export class StatusError extends Error {
  readonly status: Status;
  readonly headers: Record<string, string>;

  constructor(
    code: number,
    reason: string | undefined,
    message: string,
    options: {
      details?: StatusDetails;
      headers?: Record<string, string>;
      continueToken?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'StatusError';
    this.headers = options.headers ?? {};
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: options.continueToken
        ? { continue: options.continueToken }
        : {},
      status: 'Failure',
      message,
      ...(reason ? { reason } : {}),
      ...(options.details ? { details: options.details } : {}),
      code,
    };
  }
}

interface Resource {
  group: string;
  plural: string;
}

function detailsOf(resource: Resource, name: string) {
  return {
    ...(name ? { name } : {}),
    ...(resource.group ? { group: resource.group } : {}),
    kind: resource.plural,
  };
}

export function notFound(resource: Resource, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${resourceNameOf(resource)} "${name}" not found`,
    { details: detailsOf(resource, name) },
  );
}

export function alreadyExists(resource: Resource, name: string): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${resourceNameOf(resource)} "${name}" already exists`,
    { details: detailsOf(resource, name) },
  );
}

export function conflict(
  resource: Resource,
  name: string,
  message: string,
): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${resourceNameOf(
      resource,
    )} "${name}": ${message}`,
    { details: detailsOf(resource, name) },
  );
}

/** The error for a new object that has a resourceVersion. */
export function createdWithVersion(): StatusError {
  const message = 'resourceVersion should not be set on objects to be created';
  return invalidFields(400, message, [
    { type: 'FieldValueForbidden', field: 'metadata.resourceVersion', message },
  ]);
}

/** The error for a write with an outdated resourceVersion. */
export function versionConflict(resource: Resource, name: string): StatusError {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

/** The error for an apply that changes fields of other managers. */
export function applyConflict(conflicts: ApplyConflict[]): StatusError {
  return new StatusError(409, 'Conflict', applyConflictMessage(conflicts), {
    details: {
      causes: conflicts.map(({ field, message }) => ({
        reason: 'FieldManagerConflict',
        message,
        field,
      })),
    },
  });
}

export function forbidden(
  resource: Resource,
  name: string,
  message: string,
  causes?: StatusCause[],
): StatusError {
  return new StatusError(
    403,
    'Forbidden',
    `${resourceNameOf(resource)} "${name}" is forbidden: ${message}`,
    { details: { ...detailsOf(resource, name), ...(causes && { causes }) } },
  );
}

function causesOf(errors: readonly FieldError[]): StatusCause[] {
  return errors.map(({ type, message, field }) => ({
    reason: type,
    message,
    field,
  }));
}

/** The error for an object with validation errors. */
export function invalid(
  kind: { group: string; kind: string },
  name: string,
  errors: FieldError[],
): StatusError {
  const qualified = kind.group ? `${kind.kind}.${kind.group}` : kind.kind;
  return new StatusError(
    422,
    'Invalid',
    `${qualified} "${name}" is invalid: ${describeFieldErrors(errors)}`,
    {
      details: {
        ...(name ? { name } : {}),
        ...(kind.group ? { group: kind.group } : {}),
        kind: kind.kind,
        causes: causesOf(errors),
      },
    },
  );
}

/**
 * The error for invalid fields with a message of its own, where the message of
 * Kubernetes is not a list of the fields.
 */
export function invalidFields(
  code: 400 | 422,
  message: string,
  errors: readonly FieldError[],
  cause?: unknown,
): StatusError {
  return new StatusError(
    code,
    code === 400 ? 'BadRequest' : 'Invalid',
    message,
    { details: { causes: causesOf(errors) }, cause },
  );
}

/** The error for invalid request options (`CreateOptions`, `ListOptions`, …). */
export function invalidOptions(
  kind: string,
  errors: FieldError[],
): StatusError {
  return invalid({ group: 'meta.k8s.io', kind }, '', errors);
}

export function badRequest(message: string, cause?: unknown): StatusError {
  return new StatusError(400, 'BadRequest', message, { cause });
}

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    { details: {} },
  );
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );
}

export function notAcceptable(accepted: readonly string[]): StatusError {
  return new StatusError(
    406,
    'NotAcceptable',
    `only the following media types are accepted: ${accepted.join(', ')}`,
  );
}

export function requestTooLarge(
  message: string,
  headers: Record<string, string> = {},
): StatusError {
  return new StatusError(
    413,
    'RequestEntityTooLarge',
    `Request entity too large: ${message}`,
    { headers },
  );
}

/** The error for a body that is not read completely, so that the connection cannot be used again. */
export function bodyTooLarge(limit: number): StatusError {
  return requestTooLarge(`limit is ${limit}`, { Connection: 'close' });
}

/** The error for a version whose history is compacted. `continueToken` continues the list at the current version. */
export function expired(message: string, continueToken?: string): StatusError {
  return new StatusError(410, 'Expired', message, { continueToken });
}

/** The error for a resourceVersion greater than the current one. */
export function versionTooLarge(
  requested: number,
  current: number,
): StatusError {
  return new StatusError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${requested}, current: ${current}`,
    {
      details: {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      },
      headers: { 'Retry-After': '1' },
    },
  );
}

/** The error for a patch that cannot be applied: a failed `test`, a missing path. */
export function invalidPatch(cause: unknown): StatusError {
  return new StatusError(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    { details: {}, cause },
  );
}

export function internalError(cause: unknown): StatusError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new StatusError(
    500,
    'InternalError',
    `Internal error occurred: ${message}`,
    {
      details: { causes: [{ message }] },
      cause,
    },
  );
}

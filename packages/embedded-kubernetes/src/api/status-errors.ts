import { applyConflictMessage, type ApplyConflict } from '../apply/index';
import { describeFieldErrors, type FieldError } from '../schema/index';
import { resourceNameOf } from './types';
import { StatusError, type StatusCause } from './status-error';

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

/** The answer to a write that did not see the latest version. */
export function modified(resource: Resource, name: string): StatusError {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

/** An apply that would change what other managers own. */
export function ownedByOthers(conflicts: ApplyConflict[]): StatusError {
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

/** An object that breaks its schema or a rule of its kind. */
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
        causes: errors.map(({ type, message, field }) => ({
          reason: type,
          message,
          field,
        })),
      },
    },
  );
}

/** Options of a request (`CreateOptions`, `ListOptions`, …) that cannot be. */
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

export function requestTooLarge(limit: number): StatusError {
  return new StatusError(
    413,
    'RequestEntityTooLarge',
    `Request entity too large: limit is ${limit}`,
  );
}

/** The past that was asked for is gone; `continueToken` goes on from the same place at the present state. */
export function expired(message: string, continueToken?: string): StatusError {
  return new StatusError(410, 'Expired', message, { continueToken });
}

/** A version was asked for that this server has not reached. */
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

/** A patch that cannot be applied: a failed `test`, a path that is not there. */
export function patchFailed(cause: unknown): StatusError {
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

import { CommandError } from './CommandError';
import { ExitStatus, type ExitStatusName } from './ExitStatus';

/** The exit status of each status of an HTTP response. Others of 500 and above are `unavailable`. */
const byHttpStatus: Readonly<Record<number, ExitStatusName>> = {
  400: 'usage',
  401: 'denied',
  403: 'denied',
  404: 'notFound',
  409: 'conflict',
  422: 'usage',
  500: 'failure',
  501: 'failure',
};

/** The exit status of each error of `@backstage/errors`. */
const byErrorName: Readonly<Record<string, ExitStatusName>> = {
  InputError: 'usage',
  AuthenticationError: 'denied',
  NotAllowedError: 'denied',
  NotFoundError: 'notFound',
  ConflictError: 'conflict',
  ServiceUnavailableError: 'unavailable',
  ConnectionError: 'unavailable',
};

/** A portal may quote the token that it does not accept. */
const tokenRejected =
  'The portal does not accept the token. Sign in again, and set PROMENADE_TOKEN or --token-file';

export interface ErrorDescription {
  status: number;
  /** What failed, on what, and what to do. */
  message: string;
}

/** The exit status and the message of an error of a portal, of Kubernetes, or of this program. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof CommandError) {
    return { status: error.status, message: error.message };
  }
  if (!(error instanceof Error)) {
    return { status: ExitStatus.failure, message: String(error) };
  }
  return describeResponse(error) ?? describeNamed(error);
}

/** Whether a later attempt may succeed. */
export function isTransient(error: unknown): boolean {
  return describeError(error).status === ExitStatus.unavailable;
}

/** Whether an object does not exist, or may not be seen. */
export function isNotFound(error: unknown): boolean {
  return describeError(error).status === ExitStatus.notFound;
}

/** Undefined for an error that is not the response of a portal. */
function describeResponse(error: Error): ErrorDescription | undefined {
  if (!('statusCode' in error) || typeof error.statusCode !== 'number') {
    return undefined;
  }
  const { statusCode } = error;
  if (statusCode === 401) {
    return { status: ExitStatus.denied, message: tokenRejected };
  }
  const name =
    byHttpStatus[statusCode] ?? (statusCode > 500 ? 'unavailable' : 'failure');
  const reason =
    error.cause instanceof Error ? error.cause.message : error.message;
  return { status: ExitStatus[name], message: reason };
}

function describeNamed(error: Error): ErrorDescription {
  const name = byErrorName[error.name];
  return {
    status: ExitStatus[name ?? 'failure'],
    message: error.message,
  };
}

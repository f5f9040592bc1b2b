/** One reason of a failure, about one field. */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** What a failure is about. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** The body with which the Kubernetes API answers where there is no object to answer with. */
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

/** A failure that is answered as a `Status`. */
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

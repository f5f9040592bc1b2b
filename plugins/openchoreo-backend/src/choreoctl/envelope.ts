/** An error with a code of OpenChoreo's REST API. */
export class ChoreoctlError extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
    this.name = 'ChoreoctlError';
  }
}

/** The data of a list. OpenChoreo has a single page. */
export function listData<T>(items: readonly T[]) {
  return { items, totalCount: items.length, page: 1, pageSize: items.length };
}

export function successBody(data: unknown) {
  return { success: true, data };
}

/** The names of Backstage errors with their status and code. `{about}` is what the route is about. */
const errorCodes = {
  InputError: [400, 'INVALID_INPUT'],
  AuthenticationError: [401, 'UNAUTHORIZED'],
  NotAllowedError: [403, 'FORBIDDEN'],
  NotFoundError: [404, '{about}_NOT_FOUND'],
  ConflictError: [409, 'CONFLICT'],
  NotImplementedError: [501, 'NOT_IMPLEMENTED'],
  ServiceUnavailableError: [503, 'SERVICE_UNAVAILABLE'],
} as const;

const knownErrors = Object.entries(errorCodes);

/** Codes of the JSON parser of express, by the type of its error. */
const bodyCodes: Readonly<Record<string, [status: number, code: string]>> = {
  'entity.parse.failed': [400, 'INVALID_JSON'],
  'entity.too.large': [413, 'INVALID_REQUEST_BODY'],
};

/** The status and the body of the response for an error. Those of express, such as for a path that is not encoded, have a status. */
export function errorResponse(error: unknown, about: string) {
  const respond = (status: number, code: string, message: string) => ({
    status,
    body: { success: false, error: message, code },
  });
  if (error instanceof ChoreoctlError) {
    return respond(error.status, error.code, error.message);
  }
  if (error instanceof Error) {
    const known = knownErrors.find(([name]) => error.name === name);
    if (known) {
      const [, [status, code]] = known;
      return respond(status, code.replace('{about}', about), error.message);
    }
    const ofBody = 'type' in error && bodyCodes[String(error.type)];
    if (ofBody) {
      const [status, code] = ofBody;
      return respond(status, code, `The body is not valid: ${error.message}`);
    }
    const status = 'status' in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) {
      return respond(status, 'INVALID_INPUT', error.message);
    }
  }
  return respond(500, 'INTERNAL_ERROR', 'Internal server error');
}

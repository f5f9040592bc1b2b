/** A request as a user writes it. */
export interface CallRequest {
  method: string;
  path: string;
  /** One header on each line, such as `Accept: application/json`. */
  headers: string;
  body: string;
}

/** The methods whose requests have a body. */
const methodsWithBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export function hasBody(method: string): boolean {
  return methodsWithBody.has(method);
}

/** The headers of a text with one on each line. Undefined when a line is not a header. */
export function parseHeaders(text: string): Record<string, string> | undefined {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  const headers = lines.map(line => /^([^\s:]+)\s*:\s*(.*)$/.exec(line));
  return headers.every(header => header !== null)
    ? Object.fromEntries(headers.map(([, name, value]) => [name, value]))
    : undefined;
}

/** The parameters in the path of an operation that a request has to replace, such as `id` of `/books/{id}`. */
export function missingParameters(path: string): string[] {
  return [...path.matchAll(/\{([^}/]+)\}/g)].map(([, name]) => name);
}

/** The command for a terminal that sends the same request. */
export function curlCommand(address: string, request: CallRequest): string {
  const { method, path, body } = request;
  const headers = Object.entries(parseHeaders(request.headers) ?? {});
  return [
    'curl',
    '-i',
    ...methodOption(method),
    ...headers.flatMap(([name, value]) => ['-H', quote(`${name}: ${value}`)]),
    ...(hasBody(method) && body ? ['--data-raw', quote(body)] : []),
    quote(`${address.replace(/\/$/, '')}${path}`),
  ].join(' ');
}

function methodOption(method: string): string[] {
  if (method === 'GET') return [];
  // With -X HEAD curl would wait for a body.
  return method === 'HEAD' ? ['-I'] : ['-X', method];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A body for people: JSON with indentation, anything else as it is. */
export function formatBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

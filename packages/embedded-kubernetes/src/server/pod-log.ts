import { badRequest, invalid, methodNotAllowed } from '../api/status-error';
import { parseTime } from '../api/time';
import { storedResourceOf, type KubeObject } from '../api/types';
import {
  containerLog,
  containerNames,
  waitingReason,
  type LogLine,
} from '../simulated-data-plane/container-log';
import { isFlagSet, type ApiRequest, type ResourceContext } from './request';
import type { ResourcePath } from './resource-path';
import { commonHeaders, sendText } from './respond';

/** Milliseconds between two reads of a log that a client follows. */
const followIntervalMs = 500;

/** The options of a log, as in `PodLogOptions`. */
interface LogOptions {
  previous: boolean;
  follow: boolean;
  timestamps: boolean;
  /** Milliseconds since 1970. */
  since: number;
  tailLines?: number;
  limitBytes?: number;
}

/** Formats a line as a client asks for it. */
const formatter =
  ({ timestamps }: LogOptions) =>
  ({ time, text }: LogLine) =>
    `${timestamps ? `${new Date(time).toISOString()} ` : ''}${text}\n`;

/** Handles a request for the log of a container: `GET pods/NAME/log`. */
export function handlePodLog(
  context: ResourceContext,
  request: ApiRequest,
  { type, namespace, name = '' }: ResourcePath,
): void {
  if (request.method !== 'GET') throw methodNotAllowed();
  const { lifecycle } = context;
  const address = { namespace, name };
  const pod = lifecycle.get(type, address);
  const options = logOptionsOf(request);
  const container = chooseContainer(request, pod);
  const read = (from: KubeObject) =>
    containerLog(from, container, { ...options, now: Date.now() });
  const log = read(pod);
  if (!log) throw noLog(pod, container, options.previous);
  const lines = log.lines.filter(({ time }) => time >= options.since);
  const { tailLines = lines.length } = options;
  const tail = lines.slice(lines.length - Math.min(tailLines, lines.length));
  const format = formatter(options);
  if (!options.follow || log.hasEnded) {
    const text = Buffer.from(tail.map(format).join(''));
    sendText(request, 200, text.subarray(0, options.limitBytes).toString());
    return;
  }
  follow(request, {
    next: log.lines.length + (log.lines[0]?.number ?? 0),
    first: tail.map(format),
    format,
    read: () => {
      const current = lifecycle.store.get({
        resource: storedResourceOf(type),
        ...address,
      });
      return current && current.metadata.uid === pod.metadata.uid
        ? read(current)
        : undefined;
    },
    signal: context.watchSignal(storedResourceOf(type)),
  });
}

/** Sends lines until the container exits, the pod is deleted, the client disconnects or the server stops. */
function follow(
  request: ApiRequest,
  log: {
    /** The number of the next line. */
    next: number;
    first: readonly string[];
    format: (line: LogLine) => string;
    read: () => ReturnType<typeof containerLog>;
    signal: AbortSignal;
  },
): void {
  const { response } = request;
  let { next } = log;
  response.writeHead(200, {
    ...commonHeaders(request),
    'Content-Type': 'text/plain',
    'Transfer-Encoding': 'chunked',
  });
  response.flushHeaders();
  if (log.first.length > 0) response.write(log.first.join(''));
  const end = () => response.end();
  const timer = setInterval(() => {
    // What a slow client has not read stays in the log until it is read.
    if (response.writableNeedDrain) return;
    const current = log.read();
    for (const line of current?.lines ?? []) {
      if (line.number >= next) {
        response.write(log.format(line));
        next = line.number + 1;
      }
    }
    if (!current || current.hasEnded) end();
  }, followIntervalMs);
  log.signal.addEventListener('abort', end);
  response.on('close', () => {
    clearInterval(timer);
    log.signal.removeEventListener('abort', end);
  });
  if (log.signal.aborted) end();
}

/** @throws StatusError 400 */
function chooseContainer(request: ApiRequest, pod: KubeObject): string {
  const names = containerNames(pod);
  const chosen = request.query.get('container') ?? '';
  const [first = ''] = names;
  if (!chosen && names.length === 1) return first;
  const { name } = pod.metadata;
  if (!chosen) {
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${names.join(
        ' ',
      )}]`,
    );
  }
  if (names.includes(chosen)) return chosen;
  throw badRequest(`container ${chosen} is not valid for pod ${name}`);
}

function noLog(pod: KubeObject, container: string, previous: boolean) {
  const { name } = pod.metadata;
  return badRequest(
    previous
      ? `previous terminated container "${container}" in pod "${name}" not found`
      : `container "${container}" in pod "${name}" is waiting to start: ${waitingReason(
          pod,
          container,
        )}`,
  );
}

/** @throws StatusError 400, 422 */
function logOptionsOf(request: ApiRequest): LogOptions {
  const { query } = request;
  const sinceSeconds = countOf(request, 'sinceSeconds', 1);
  const sinceTime = query.get('sinceTime');
  if (sinceSeconds !== undefined && sinceTime) {
    throw invalidLogOption(
      'sinceSeconds',
      'at most one of `sinceTime` or `sinceSeconds` may be specified',
    );
  }
  const sinceMs = parseTime(sinceTime);
  if (sinceTime && sinceMs === undefined) {
    throw badRequest(`sinceTime: ${JSON.stringify(sinceTime)} is not a time`);
  }
  return {
    previous: isFlagSet(request, 'previous'),
    follow: isFlagSet(request, 'follow'),
    timestamps: isFlagSet(request, 'timestamps'),
    since:
      sinceSeconds === undefined
        ? sinceMs ?? 0
        : Date.now() - sinceSeconds * 1000,
    tailLines: countOf(request, 'tailLines', 0),
    limitBytes: countOf(request, 'limitBytes', 1),
  };
}

/** @throws StatusError 422 if a parameter is not a whole number of at least `min` */
function countOf(
  { query }: ApiRequest,
  name: string,
  min: number,
): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= min) return count;
  throw invalidLogOption(
    name,
    `Invalid value: ${JSON.stringify(
      text,
    )}: must be greater than or equal to ${min}`,
  );
}

function invalidLogOption(field: string, message: string) {
  return invalid({ group: '', kind: 'PodLogOptions' }, '', [
    { field, type: 'FieldValueInvalid', message },
  ]);
}

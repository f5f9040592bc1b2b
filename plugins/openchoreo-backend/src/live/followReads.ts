import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { LiveTopic } from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  type Authorization,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { Response } from 'express';
import { readImplementations, type Read } from '../reads';
import type { ReadServices } from '../ReadServices';
import { endAtExpiry } from './endAtExpiry';
import { EventStream } from './EventStream';
import { failureOf } from './failureOf';
import type { LiveState } from './LiveChannel';
import type { LiveFeed } from './LiveFeed';
import { liveSource, type NamedCaller } from './liveSource';

const heartbeatMs = 15_000;
/** How long a topic that could not be authorized waits for the next attempt, such as one whose component is not known yet. */
const retryMs = 5_000;
/** The longest time between attempts for what is not found. Each of them is an audit event. */
const maxRetryMs = 60_000;

export interface FollowServices {
  authorization: Pick<Authorization, 'run'>;
  /** What the reads are answered from. */
  services: ReadServices;
  feed: Pick<LiveFeed, 'subscribe' | 'closed' | 'streams'>;
  logger: LoggerService;
}

/**
 * Streams the answers of reads until the client leaves, its credentials expire or the feed is closed. Each topic is authorized as a
 * request of its read is. A topic that fails does not affect the others.
 *
 * @throws TooManyStreamsError when the caller has too many streams open
 */
export function followReads(
  { authorization, services, feed, logger }: FollowServices,
  topics: readonly LiveTopic[],
  caller: NamedCaller,
  response: Response,
): void {
  // Authentication takes time: the client may have left, and `close` is not emitted again.
  if (response.closed) return;
  const release = feed.streams.take(caller.name);
  const stream = new EventStream(response);
  const retries = new Set<ReturnType<typeof setTimeout>>();
  const stops = new Set([release, () => retries.forEach(clearTimeout)]);
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    stops.forEach(each => each());
    stops.clear();
  };
  const end = (reason: string) => {
    stop();
    stream.end(reason);
  };
  const sendHeartbeat = () => stream.sendHeartbeat(new Date().toISOString());

  const follow = async (
    topic: LiveTopic,
    notFoundRetryMs = retryMs,
  ): Promise<void> => {
    const { id } = topic;
    try {
      const read = followableRead(topic);
      const input = parseInput(read.declaration.input, topic.input);
      await authorization.run(read.declaration, input, caller, async () => {
        if (isStopped) return;
        const source = liveSource(services, read, input, caller);
        stops.add(
          feed.subscribe(source, state => sendState(stream, topic, state)),
        );
      });
    } catch (error) {
      if (isStopped) return;
      const failure = failureOf(error, defect =>
        logger.error(`Could not follow ${topic.read}`, defect),
      );
      stream.send(id, 'failed', { id, ...failure });
      // What is not found may not be known yet.
      const isNotFound = failure.status === 404;
      if (!isNotFound && failure.status < 500) return;
      const delayMs = isNotFound ? notFoundRetryMs : retryMs;
      const timer = setTimeout(() => {
        retries.delete(timer);
        void follow(topic, Math.min(2 * delayMs, maxRetryMs));
      }, delayMs);
      retries.add(timer);
    }
  };

  const onShutdown = () => end('shutdown');
  // The request may have arrived while the backend shuts down, and `abort` is not emitted again.
  if (feed.closed.aborted) {
    onShutdown();
    return;
  }
  feed.closed.addEventListener('abort', onShutdown);
  const heartbeat = setInterval(sendHeartbeat, heartbeatMs);
  heartbeat.unref();
  stops.add(() => feed.closed.removeEventListener('abort', onShutdown));
  stops.add(() => clearInterval(heartbeat));
  stops.add(
    endAtExpiry(caller.credentials.expiresAt, () => end('credentials-expired')),
  );
  response.on('close', stop);
  // The client learns that the stream is open, also while the first answers are computed.
  sendHeartbeat();
  for (const topic of topics) void follow(topic);
}

function sendState(
  stream: EventStream,
  { id, version }: LiveTopic,
  { type, ...state }: LiveState,
): void {
  const isCurrent = type === 'answer' && state.version === version;
  if (isCurrent) stream.send(id, 'current', { id });
  else stream.send(id, type, { id, ...state });
}

/** @throws InputError for a name that no read has, or that of a read without an answer for a caller */
function followableRead({ read: name }: LiveTopic): Read {
  const read = readImplementations.find(
    ({ declaration }) => declaration.name === name,
  );
  if (read && read.declaration.permission !== 'public') return read;
  throw new InputError(`There is no read ${name} that can be followed`);
}
